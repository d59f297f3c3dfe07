package dev.easel.edge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.easel.engine.Admission;
import dev.easel.engine.GenerationEngine;
import dev.easel.engine.GenerationJob;
import dev.easel.engine.Outcome;
import dev.easel.engine.Submission;
import dev.easel.image.ImageEncoder;
import dev.easel.image.ImageFormat;
import dev.easel.image.ImageMetadata;
import dev.easel.image.Pixels;
import dev.easel.request.GenerationRequest;
import dev.easel.request.RejectedException;
import dev.easel.request.Rejection;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.virtual.threads.VirtualThreads;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** From a JSON request to an encoded picture; what all protocols share. Never blocks its caller. */
@Singleton
final class TextToImage {
    private static final Logger LOG = Logger.getLogger("dev.easel.request");

    private final ServedModels models;
    private final GenerationEngine engine;
    private final Timer imageTimer;
    private final ExecutorService executor;
    private final ImageEncoder encoder = new ImageEncoder();

    TextToImage(
            ServedModels models,
            GenerationEngine engine,
            MeterRegistry registry,
            @VirtualThreads ExecutorService executor) {
        this.executor = executor;
        this.models = models;
        this.engine = engine;
        this.imageTimer = Timer.builder("easel.image")
                .description("Pixels to a file")
                .publishPercentileHistogram()
                .register(registry);
    }

    /** The first use of a codec loads it, which takes longer than many pictures: it happens beside the model's opening. */
    void warmUp(@Observes StartupEvent event) {
        executor.execute(
                () -> encoder.encode(new Pixels(1, 1, new byte[3]), ImageFormat.PNG, new ImageMetadata("", "{}")));
    }

    /**
     * Has a picture drawn.
     *
     * @param id the request's id, for the log
     * @param body what the caller asks for
     * @param preferred the format for callers who name none
     * @param treatment how it is to be treated
     * @param previewEvery after how many steps, each time, a preview is wanted; empty for none
     * @throws RejectedException if the request is not accepted
     */
    Generation start(String id, ObjectNode body, ImageFormat preferred, Treatment treatment, OptionalInt previewEvery) {
        var requests = models.requests().choose(body);
        var request = requests.read(body);
        var job = admit(treatment.submit(requests.model(), request.parameters(), previewEvery));
        var image = job.outcome()
                .thenApplyAsync(outcome -> encode(request, requests.model(), preferred, drawn(id, outcome)), executor)
                .thenApply(made -> {
                    log(id, made);
                    return made;
                });
        return new Generation(UUID.randomUUID(), id, request, job, image);
    }

    private GeneratedImage encode(GenerationRequest request, String name, ImageFormat preferred, Outcome.Drawn drawn) {
        long start = System.nanoTime();
        var format = request.outputFormat().orElse(preferred);
        var metadata = Provenance.of(request, name, models.digest(name));
        byte[] file = encoder.encode(drawn.pixels(), format, metadata);
        long nanoseconds = System.nanoTime() - start;
        imageTimer.record(nanoseconds, TimeUnit.NANOSECONDS);
        return new GeneratedImage(request, name, format, file, drawn.timings(), nanoseconds);
    }

    private GenerationJob admit(Submission submission) {
        return switch (engine.submit(submission)) {
            case Admission.Accepted(var job) -> job;
            case Admission.Full(var limit, var retryAfter) ->
                throw new RejectedException(new Rejection.Full(limit, retryAfter));
            case Admission.NotServing(var state) -> throw ServedModels.unavailable(state);
        };
    }

    private Outcome.Drawn drawn(String id, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Drawn drawn -> drawn;
            case Outcome.Failed(var cause) -> {
                LOG.errorf(cause, "id=%s failed", id);
                throw new RejectedException(new Rejection.Failed());
            }
            case Outcome.Expired _ -> throw new RejectedException(new Rejection.Expired());
            case Outcome.Cancelled _ -> throw new RejectedException(new Rejection.Abandoned());
            case Outcome.Stopped _ -> throw ServedModels.unavailable(engine.state());
        };
    }

    /** One line a request; never the prompt, which may be personal. */
    private static void log(String id, GeneratedImage image) {
        var parameters = image.request().parameters();
        LOG.infof(
                "id=%s model=%s size=%dx%d steps=%d seed=%d format=%s bytes=%d timing=\"%s\"",
                id,
                image.model(),
                parameters.width(),
                parameters.height(),
                parameters.steps(),
                parameters.seed(),
                image.format().extension(),
                image.file().length,
                image.serverTiming());
    }
}
