package dev.easel.edge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.easel.image.ImageFormat;
import io.quarkus.funqy.Funq;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;
import java.util.OptionalInt;
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

    /**
     * Draws a picture.
     *
     * @param input makes Funqy read the body, null for an empty one; the request is read from the body itself, as Funqy
     *     lets doubled fields and trailing text pass
     */
    @Funq(NAME)
    public Uni<GenerationResponse> textToImage(@Nullable ObjectNode input) {
        var context = current.getCurrent();
        return Uni.createFrom()
                .completionStage(() -> {
                    var generation = textToImage.start(
                            RequestId.of(context),
                            JsonBody.of(context),
                            ImageFormat.PNG,
                            Treatment.of(context),
                            OptionalInt.empty());
                    Departure.cancels(context, generation.job());
                    return generation.image();
                })
                .map(GenerationResponse::of);
    }
}
