package dev.easel.edge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.easel.image.ImageFormat;
import dev.easel.request.RejectedException;
import io.quarkus.funqy.Funq;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;

/** The Funqy function {@code text-to-image}: JSON in, JSON out. */
public class TextToImageFunction {
    static final String NAME = "text-to-image";

    private final TextToImage textToImage;
    private final CurrentVertxRequest current;

    TextToImageFunction(TextToImage textToImage, CurrentVertxRequest current) {
        this.textToImage = textToImage;
        this.current = current;
    }

    /** Draws a picture. Funqy passes null for an empty body. */
    @Funq(NAME)
    public Uni<GenerationResponse> textToImage(@Nullable ObjectNode request) {
        if (request == null) {
            throw RejectedException.invalid("body", "is empty; it must be a JSON object with a prompt");
        }
        var context = current.getCurrent();
        return Uni.createFrom()
                .completionStage(() -> textToImage.generate(
                        RequestId.of(context),
                        request,
                        ImageFormat.PNG,
                        job -> context.addEndHandler(end -> job.cancel())))
                .map(GenerationResponse::of);
    }
}
