package dev.easel.generation;

import dev.easel.engine.GenerationJob;
import dev.easel.engine.Outcome;
import dev.easel.engine.Priority;
import dev.easel.trace.GenerationSpans;
import dev.easel.trace.TraceParent;
import dev.easel.trace.TracedGeneration;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Tells operators of each accepted image at its end: in the log, in a metric, and with spans. Thread-safe. */
@Singleton
final class GenerationReports {
    private static final Logger LOG = Logger.getLogger("dev.easel.request");
    private static final Duration[] BUCKETS = Stream.of(
                    100L, 250L, 500L, 1_000L, 2_500L, 5_000L, 10_000L, 20_000L, 30_000L, 60_000L, 120_000L, 300_000L)
            .map(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final MeterRegistry registry;
    private final GenerationSpans spans;

    GenerationReports(MeterRegistry registry, GenerationSpans spans) {
        this.registry = registry;
        this.spans = spans;
        // from zero on: of what begins with 1, a rate does not see the first
        Outcome.NAMES.forEach(
                outcome -> Arrays.stream(Priority.values()).forEach(priority -> timer(outcome, priority)));
    }

    /**
     * What is known of the request, without its body.
     *
     * @param id its id
     * @param trace what its spans belong to
     * @param arrived when it came, on the clock of {@link System#nanoTime()}
     */
    record Request(String id, TraceParent trace, long arrived) {}

    /** An image is not drawn. */
    void ended(Request request, GenerationJob job, Outcome outcome) {
        report(request, job, outcome, Optional.empty());
    }

    /** An image is a file. */
    void drawn(Request request, GenerationJob job, Outcome outcome, GeneratedImage image) {
        report(request, job, outcome, Optional.of(image));
        log(request, image);
    }

    private void report(Request request, GenerationJob job, Outcome outcome, Optional<GeneratedImage> image) {
        long now = System.nanoTime();
        timer(outcome.name(), job.submission().priority()).record(now - request.arrived(), TimeUnit.NANOSECONDS);
        spans.write(new TracedGeneration(
                request.trace(),
                request.id(),
                TaskName.of(job.parameters().task()),
                job,
                outcome,
                image.map(made -> new TracedGeneration.MadeFile(
                        made.format().extension(), made.file().length, now - made.nanoseconds(), now)),
                now));
    }

    private Timer timer(String outcome, Priority priority) {
        return Timer.builder("easel.request")
                .description(
                        "From the arrival of the request of an accepted image to its file, or to its end without one")
                .tag("outcome", outcome)
                .tag("priority", priority.name().toLowerCase(Locale.ROOT))
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    /** One line an image; never the prompt, which may be personal. */
    private static void log(Request request, GeneratedImage image) {
        var parameters = image.request().parameters();
        try (var _ = LogFields.of(request.id(), request.trace()).with("model", image.model())) {
            LOG.infof(
                    "id=%s model=%s task=%s%s size=%dx%d steps=%d seed=%d format=%s bytes=%d timing=\"%s\"",
                    request.id(),
                    image.model(),
                    TaskName.of(parameters.task()),
                    image.request().imageSize().map(size -> " image=" + size).orElse(""),
                    parameters.width(),
                    parameters.height(),
                    parameters.steps(),
                    parameters.seed(),
                    image.format().extension(),
                    image.file().length,
                    image.serverTiming());
        }
    }
}
