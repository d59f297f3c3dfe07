package dev.easel.edge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.funqy.Funq;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The Funqy functions that draw: JSON in, JSON out. */
public class PictureFunctions {
    private static final String TEXT_TO_IMAGE = "text-to-image";
    private static final String IMAGE_TO_IMAGE = "image-to-image";

    /** Which fields each function needs beside the prompt. */
    private static final Map<String, Set<String>> REQUIRED =
            Map.of(TEXT_TO_IMAGE, Set.of(), IMAGE_TO_IMAGE, Set.of("image"));

    private final TextToImage textToImage;
    private final CurrentVertxRequest current;

    PictureFunctions(TextToImage textToImage, CurrentVertxRequest current) {
        this.textToImage = textToImage;
        this.current = current;
    }

    /** The fields that the function at a path needs beside the prompt; empty if there is no such function. */
    static Optional<Set<String>> required(String path) {
        return Optional.ofNullable(REQUIRED.get(path.substring(1)));
    }

    /**
     * Draws a picture.
     *
     * @param input makes Funqy read the body, null for an empty one; the request is read from the body itself, as Funqy
     *     lets doubled fields and trailing text pass
     */
    @Funq(TEXT_TO_IMAGE)
    public Uni<GenerationResponse> textToImage(@Nullable ObjectNode input) {
        return draw(Set.of());
    }

    /**
     * Draws a picture from another one.
     *
     * @param input as of {@link #textToImage}
     */
    @Funq(IMAGE_TO_IMAGE)
    public Uni<GenerationResponse> imageToImage(@Nullable ObjectNode input) {
        return draw(Set.of("image"));
    }

    private Uni<GenerationResponse> draw(Set<String> required) {
        var context = current.getCurrent();
        return Uni.createFrom()
                .completionStage(() -> textToImage
                        .start(Call.ofFunction(context, required))
                        .thenCompose(generation -> {
                            Departure.cancels(context, generation.job());
                            return generation.image();
                        }))
                .map(GenerationResponse::of);
    }
}
