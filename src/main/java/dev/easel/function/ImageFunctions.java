package dev.easel.function;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.easel.generation.Call;
import dev.easel.generation.ClientDisconnect;
import dev.easel.generation.GenerationResponse;
import dev.easel.generation.GenerationService;
import io.quarkus.funqy.Funq;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The Funqy functions that draw: JSON in, JSON out. */
public class ImageFunctions {
    private static final String TEXT_TO_IMAGE = "text-to-image";
    private static final String IMAGE_TO_IMAGE = "image-to-image";

    /** Which fields each function needs beside the prompt. */
    private static final Map<String, Set<String>> REQUIRED =
            Map.of(TEXT_TO_IMAGE, Set.of(), IMAGE_TO_IMAGE, Set.of("image"));

    private final GenerationService textToImage;
    private final CurrentVertxRequest current;

    ImageFunctions(GenerationService textToImage, CurrentVertxRequest current) {
        this.textToImage = textToImage;
        this.current = current;
    }

    /** The fields that the function at a path needs beside the prompt; empty if there is no such function. */
    public static Optional<Set<String>> required(String path) {
        return Optional.ofNullable(REQUIRED.get(path.substring(1)));
    }

    /**
     * Draws an image.
     *
     * @param input makes Funqy read the body, null for an empty one; the request is read from the body itself, as Funqy
     *     lets doubled fields and trailing text pass
     */
    @Funq(TEXT_TO_IMAGE)
    public Uni<GenerationResponse> textToImage(@Nullable ObjectNode input) {
        return draw(Set.of());
    }

    /**
     * Draws an image from another one.
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
                            ClientDisconnect.cancels(context, generation.job());
                            return generation.image();
                        }))
                .map(GenerationResponse::of);
    }
}
