package dev.easel.generation;

import dev.easel.engine.GenerationJob;
import dev.easel.trace.RequestTrace;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An accepted request: one job of the engine for each image.
 *
 * @param id a secret, as it gives access to the images
 * @param trace the request's id and the parent of its spans
 * @param jobs the jobs by the index of their image
 * @param files the files by the index of their image; each ends with a failure if there is no image
 * @param images all files; ends with the first failure of one of them
 */
public record Generation(
        UUID id,
        RequestTrace trace,
        List<GenerationJob> jobs,
        List<CompletionStage<GeneratedImage>> files,
        CompletableFuture<List<GeneratedImage>> images) {

    /** A request that was just accepted. If one of its images fails, the others are cancelled. */
    static Generation of(RequestTrace trace, List<GenerationJob> jobs, List<CompletionStage<GeneratedImage>> files) {
        var images = new CompletableFuture<List<GeneratedImage>>();
        var generation = new Generation(UUID.randomUUID(), trace, jobs, files, images);
        CompletionStage<List<GeneratedImage>> all = CompletableFuture.completedStage(List.of());
        for (var file : files) {
            file.whenComplete((_, failure) -> {
                if (failure != null) {
                    images.completeExceptionally(failure);
                    generation.cancel();
                }
            });
            all = all.thenCombine(
                    file,
                    (before, image) ->
                            Stream.concat(before.stream(), Stream.of(image)).toList());
        }
        all.thenAccept(images::complete);
        return generation;
    }

    /** The same, whose end is known to others only after an action. */
    public Generation withEnd(BiConsumer<? super @Nullable List<GeneratedImage>, ? super @Nullable Throwable> action) {
        return new Generation(id, trace, jobs, files, images.whenComplete(action));
    }

    /**
     * Ends all jobs that have not ended; the engine drops them before their next pass.
     *
     * @return false if all had ended already
     */
    public boolean cancel() {
        boolean cancelled = false;
        for (var job : jobs) {
            cancelled |= job.cancel();
        }
        return cancelled;
    }
}
