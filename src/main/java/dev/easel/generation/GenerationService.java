package dev.easel.generation;

import dev.easel.engine.Admission;
import dev.easel.engine.GenerationEngine;
import dev.easel.engine.GenerationJob;
import dev.easel.engine.Outcome;
import dev.easel.engine.Submission;
import dev.easel.image.Pixels;
import dev.easel.image.file.ImageEncoder;
import dev.easel.image.file.ImageFormat;
import dev.easel.image.file.ImageMetadata;
import dev.easel.problem.RejectedException;
import dev.easel.problem.Rejection;
import dev.easel.request.GenerationRequest;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.virtual.threads.VirtualThreads;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** From a request to an encoded image; what all protocols share. Never blocks its caller. */
@Singleton
public final class GenerationService {
    private static final Logger LOG = Logger.getLogger("dev.easel.request");

    private final ServedModels models;
    private final GenerationEngine engine;
    private final Preparation preparation;
    private final GenerationReports reports;
    private final Timer imageTimer;
    private final ExecutorService executor;
    private final ImageEncoder encoder = new ImageEncoder();

    GenerationService(
            ServedModels models,
            GenerationEngine engine,
            Preparation preparation,
            GenerationReports reports,
            MeterRegistry registry,
            @VirtualThreads ExecutorService executor) {
        this.preparation = preparation;
        this.reports = reports;
        this.executor = executor;
        this.models = models;
        this.engine = engine;
        this.imageTimer = Timer.builder("easel.image")
                .description("Pixels to a file")
                .publishPercentileHistogram()
                .register(registry);
    }

    /**
     * The first use of a codec loads it, which takes longer than many images: it happens beside the model's opening. So
     * does the first use of the executor, which makes it.
     */
    void warmUp(@Observes StartupEvent event) {
        Thread.startVirtualThread(() -> executor.execute(
                () -> encoder.encode(new Pixels(1, 1, new byte[3]), ImageFormat.PNG, new ImageMetadata("", "{}"))));
    }

    /**
     * Has an image drawn. The stage is complete on return, unless there is much to read first.
     *
     * @throws RejectedException if the call is refused at once; the stage ends with one if it is refused later
     */
    public CompletionStage<Generation> start(Call call) {
        // not the call, whose body would stay in memory until the image is drawn
        var asked = new GenerationReports.Request(call.id(), call.trace(), System.nanoTime());
        return preparation.of(call, models.requests()).thenApply(request -> start(call, asked, request));
    }

    private Generation start(Call call, GenerationReports.Request asked, GenerationRequest request) {
        var job = admit(call.treatment().submit(request.model().name(), request.parameters(), call.previewEvery()));
        var preferred = call.preferred();
        var image = job.outcome().thenApplyAsync(outcome -> finish(asked, request, preferred, job, outcome), executor);
        return new Generation(UUID.randomUUID(), asked.id(), asked.trace(), request, job, image);
    }

    private GeneratedImage finish(
            GenerationReports.Request asked,
            GenerationRequest request,
            ImageFormat preferred,
            GenerationJob job,
            Outcome outcome) {
        return switch (outcome) {
            case Outcome.Drawn drawn -> {
                GeneratedImage image;
                try {
                    image = encode(request, preferred, drawn);
                } catch (RuntimeException | Error e) {
                    reports.ended(asked, job, new Outcome.Failed(e));
                    throw e;
                }
                reports.drawn(asked, job, outcome, image);
                yield image;
            }
            case Outcome.Failed _, Outcome.Expired _, Outcome.Cancelled _, Outcome.Stopped _ -> {
                reports.ended(asked, job, outcome);
                throw rejected(asked, outcome);
            }
        };
    }

    private GeneratedImage encode(GenerationRequest request, ImageFormat preferred, Outcome.Drawn drawn) {
        long start = System.nanoTime();
        var format = request.outputFormat().orElse(preferred);
        var metadata = Provenance.of(request, models.digest(request.model().name()));
        byte[] file = encoder.encode(drawn.pixels(), format, metadata);
        long nanoseconds = System.nanoTime() - start;
        imageTimer.record(nanoseconds, TimeUnit.NANOSECONDS);
        return new GeneratedImage(request, format, file, drawn.timings(), nanoseconds);
    }

    private GenerationJob admit(Submission submission) {
        return switch (engine.submit(submission)) {
            case Admission.Accepted(var jobs) -> jobs.getFirst();
            case Admission.Full(var limit, var retryAfter) ->
                throw new RejectedException(new Rejection.Full(limit, retryAfter));
            case Admission.NotServing(var state) -> throw ServedModels.unavailable(state);
        };
    }

    private RejectedException rejected(GenerationReports.Request asked, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Failed(var cause) -> {
                try (var _ = LogFields.of(asked.id(), asked.trace())) {
                    LOG.errorf(cause, "id=%s failed", asked.id());
                }
                yield new RejectedException(new Rejection.Failed());
            }
            case Outcome.Expired _ -> new RejectedException(new Rejection.Expired());
            case Outcome.Cancelled _ -> new RejectedException(new Rejection.Abandoned());
            case Outcome.Stopped _ -> ServedModels.unavailable(engine.state());
            case Outcome.Drawn _ -> throw new IllegalArgumentException("an image that is drawn is not refused");
        };
    }
}
