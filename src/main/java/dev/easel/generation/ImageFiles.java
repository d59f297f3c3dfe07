package dev.easel.generation;

import dev.easel.engine.GenerationEngine;
import dev.easel.engine.GenerationJob;
import dev.easel.engine.Outcome;
import dev.easel.image.Pixels;
import dev.easel.image.file.ImageEncoder;
import dev.easel.image.file.ImageFormat;
import dev.easel.image.file.ImageMetadata;
import dev.easel.problem.RejectedException;
import dev.easel.problem.Rejection;
import dev.easel.request.GenerationRequest;
import dev.easel.trace.LogFields;
import dev.easel.trace.RequestTrace;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.virtual.threads.VirtualThreads;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Turns the outcomes of jobs into files, and reports them. */
@Singleton
final class ImageFiles {
    private static final Logger LOG = Logger.getLogger("dev.easel.request");

    private final ServedModels models;
    private final GenerationEngine engine;
    private final GenerationReports reports;
    private final Timer encoding;
    private final ExecutorService executor;
    private final ImageEncoder encoder = new ImageEncoder();

    ImageFiles(
            ServedModels models,
            GenerationEngine engine,
            GenerationReports reports,
            MeterRegistry registry,
            @VirtualThreads ExecutorService executor) {
        this.models = models;
        this.engine = engine;
        this.reports = reports;
        this.executor = executor;
        this.encoding = Timer.builder("easel.image")
                .description("Pixels to a file")
                .publishPercentileHistogram()
                .register(registry);
    }

    /**
     * What the files of a request need.
     *
     * @param trace the request's id and the parent of its spans
     * @param arrived when it came, on the clock of {@link System#nanoTime()}
     * @param request what was asked for
     * @param format of the files
     */
    record Order(RequestTrace trace, long arrived, GenerationRequest request, ImageFormat format) {}

    /**
     * The first use of a codec loads it, which takes longer than many images: it happens while the model opens. So does the
     * first use of the executor, which creates it.
     */
    void warmUp(@Observes StartupEvent event) {
        Thread.startVirtualThread(() -> executor.execute(
                () -> encoder.encode(new Pixels(1, 1, new byte[3]), ImageFormat.PNG, new ImageMetadata("", "{}"))));
    }

    /**
     * The file of an image.
     *
     * @throws RejectedException if the job has ended without an image
     */
    GeneratedImage finish(Order order, GenerationJob job, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Drawn drawn -> {
                GeneratedImage image;
                try {
                    image = encode(order, job, drawn);
                } catch (RuntimeException | Error e) {
                    reports.failed(order, job, new Outcome.Failed(e));
                    throw e;
                }
                reports.succeeded(order, job, outcome, image);
                yield image;
            }
            case Outcome.Failed(var cause) -> {
                reports.failed(order, job, outcome);
                try (var _ = LogFields.of(order.trace())) {
                    LOG.errorf(cause, "id=%s failed", order.trace().requestId());
                }
                throw new RejectedException(new Rejection.Failed());
            }
            case Outcome.Expired _ -> throw refused(order, job, outcome, new Rejection.Expired());
            case Outcome.Cancelled _ -> throw refused(order, job, outcome, new Rejection.Abandoned());
            case Outcome.Stopped _ ->
                throw refused(
                        order,
                        job,
                        outcome,
                        ServedModels.unavailable(engine.state()).rejection());
        };
    }

    private RejectedException refused(Order order, GenerationJob job, Outcome outcome, Rejection rejection) {
        reports.failed(order, job, outcome);
        return new RejectedException(rejection);
    }

    private GeneratedImage encode(Order order, GenerationJob job, Outcome.Drawn drawn) {
        long start = System.nanoTime();
        var model = order.request().model();
        var parameters = job.parameters();
        var metadata = Provenance.of(order.request(), parameters, models.digest(model.name()));
        byte[] file = encoder.encode(drawn.pixels(), order.format(), metadata);
        long nanoseconds = System.nanoTime() - start;
        encoding.record(nanoseconds, TimeUnit.NANOSECONDS);
        return new GeneratedImage(model.name(), parameters, order.format(), file, drawn.timings(), nanoseconds);
    }
}
