package dev.easel.edge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.easel.image.ImageFormat;
import io.quarkus.funqy.Funq;
import java.util.UUID;

/** The Funqy function {@code text-to-image}: JSON in, JSON out. */
public class TextToImageFunction {
    private final TextToImage textToImage;

    TextToImageFunction(TextToImage textToImage) {
        this.textToImage = textToImage;
    }

    /** Draws a picture. */
    @Funq("text-to-image")
    public GenerationResponse textToImage(ObjectNode request) {
        var image = textToImage.generate(UUID.randomUUID().toString(), request, ImageFormat.PNG, job -> {});
        return GenerationResponse.of(image);
    }
}
