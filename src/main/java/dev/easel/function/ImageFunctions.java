package dev.easel.function;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.easel.call.Call;
import dev.easel.call.RequestedTask;
import dev.easel.generation.Generation;
import dev.easel.generation.GenerationResponse;
import dev.easel.generation.GenerationService;
import io.quarkus.funqy.Funq;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;

/** The functions: JSON in, images within JSON out. */
public class ImageFunctions {
    private final GenerationService generations;
    private final CurrentVertxRequest current;

    ImageFunctions(GenerationService generations, CurrentVertxRequest current) {
        this.generations = generations;
        this.current = current;
    }

    /**
     * Generates images.
     *
     * @param body ignored; null for an empty body
     */
    @Funq("text-to-image")
    public Uni<GenerationResponse> textToImage(@Nullable ObjectNode body) {
        return generate(RequestedTask.TEXT_TO_IMAGE);
    }

    /**
     * Generates images from another one.
     *
     * @param body ignored; null for an empty body
     */
    @Funq("image-to-image")
    public Uni<GenerationResponse> imageToImage(@Nullable ObjectNode body) {
        return generate(RequestedTask.IMAGE_TO_IMAGE);
    }

    private Uni<GenerationResponse> generate(RequestedTask task) {
        var context = current.getCurrent();
        return Uni.createFrom()
                .completionStage(() -> generations
                        .start(Call.ofFunction(context, task.required()))
                        .thenCompose(Generation::images))
                .map(GenerationResponse::of);
    }
}
