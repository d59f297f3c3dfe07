package dev.easel.generation;

import dev.easel.engine.GenerationJob;
import dev.easel.engine.Outcome;
import dev.easel.engine.Priority;
import dev.easel.trace.GenerationSpans;
import dev.easel.trace.LogFields;
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

/** Reports each accepted image to operators when it ends: in the log, in a metric, and with spans. Thread-safe. */
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
        // from zero on: a rate misses the first event of a counter that begins with 1
        Outcome.NAMES.forEach(
                outcome -> Arrays.stream(Priority.values()).forEach(priority -> timer(outcome, priority)));
    }

    /** A job has ended without a file. */
    void failed(ImageFiles.Order order, GenerationJob job, Outcome outcome) {
        report(order, job, outcome, Optional.empty());
    }

    /** A job has ended with a file. */
    void succeeded(ImageFiles.Order order, GenerationJob job, Outcome outcome, GeneratedImage image) {
        report(order, job, outcome, Optional.of(image));
        log(order, image);
    }

    private void report(ImageFiles.Order order, GenerationJob job, Outcome outcome, Optional<GeneratedImage> image) {
        long now = System.nanoTime();
        timer(outcome.name(), job.submission().priority()).record(now - order.arrived(), TimeUnit.NANOSECONDS);
        spans.write(new TracedGeneration(
                order.trace(),
                TaskName.of(job.parameters().task()),
                job,
                outcome,
                image.map(made -> new TracedGeneration.MadeFile(
                        made.format().extension(), made.file().length, now - made.encodingNanos(), now)),
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

    /** One line for each image; never the prompt, which may be personal. */
    private static void log(ImageFiles.Order order, GeneratedImage image) {
        var parameters = image.parameters();
        try (var _ = LogFields.of(order.trace()).with("model", image.model())) {
            LOG.infof(
                    "id=%s model=%s task=%s%s size=%dx%d steps=%d seed=%d format=%s bytes=%d timing=\"%s\"",
                    order.trace().requestId(),
                    image.model(),
                    TaskName.of(parameters.task()),
                    order.request().imageSize().map(size -> " image=" + size).orElse(""),
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
