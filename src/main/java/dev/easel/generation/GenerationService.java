package dev.easel.generation;

import dev.easel.call.Call;
import dev.easel.engine.Admission;
import dev.easel.engine.GenerationEngine;
import dev.easel.engine.GenerationJob;
import dev.easel.engine.Submission;
import dev.easel.problem.RejectedException;
import dev.easel.problem.Rejection;
import dev.easel.request.GenerationRequest;
import io.quarkus.virtual.threads.VirtualThreads;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;

/** Generates images for all protocols. Never blocks its caller. */
@Singleton
public final class GenerationService {
    private final ServedModels models;
    private final GenerationEngine engine;
    private final RequestPreparation preparation;
    private final ImageFiles files;
    private final ExecutorService executor;

    GenerationService(
            ServedModels models,
            GenerationEngine engine,
            RequestPreparation preparation,
            ImageFiles files,
            @VirtualThreads ExecutorService executor) {
        this.models = models;
        this.engine = engine;
        this.preparation = preparation;
        this.files = files;
        this.executor = executor;
    }

    /**
     * Starts the images of a call. The stage is complete on return, unless there is much to read first.
     *
     * @throws RejectedException if the call is refused at once; the stage ends with one if it is refused later
     */
    public CompletionStage<Generation> start(Call call) {
        long arrived = System.nanoTime();
        return preparation.prepare(call, models.requests()).thenApply(request -> start(call, request, arrived));
    }

    private Generation start(Call call, GenerationRequest request, long arrived) {
        if (call.answer() instanceof Call.Answer.File && request.count() > 1) {
            throw RejectedException.invalid(
                    "n", "must be 1 if the answer is an image file; send Accept: application/json for several images");
        }
        var options = call.options();
        var jobs = admit(new Submission(
                request.model().name(),
                request.images(),
                options.priority(),
                options.deadline(),
                options.caller(),
                call.previewEvery()));
        // not the call, whose body would stay in memory until the images are ready
        var order = new ImageFiles.Order(
                call.trace(),
                arrived,
                request,
                request.outputFormat().orElse(call.answer().format()));
        var generation = Generation.of(
                call.trace(),
                jobs,
                jobs.stream()
                        .map(job ->
                                job.outcome().thenApplyAsync(outcome -> files.finish(order, job, outcome), executor))
                        .toList());
        call.disconnect().onDisconnect(generation::cancel);
        return generation;
    }

    private List<GenerationJob> admit(Submission submission) {
        return switch (engine.submit(submission)) {
            case Admission.Accepted(var jobs) -> jobs;
            case Admission.Full full ->
                throw new RejectedException(
                        new Rejection.Full(models.inWords(submission.model(), full.limit()), full.retryAfter()));
            case Admission.NotServing(var state) -> throw ServedModels.unavailable(state);
        };
    }
}
