package dev.easel.trace;

import dev.easel.engine.Outcome;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Writes the spans of an image when it has ended, from the record of its job, so that the engine's thread does nothing for
 * them. Thread-safe.
 *
 * <pre>
 * generate_content MODEL
 * ├── queue           from acceptance to the first step
 * │   └── encode
 * ├── denoise         with an event for each pass
 * ├── decode
 * └── image           pixels to a file
 * </pre>
 *
 * <p>An image that ends early has the spans up to its end. Never the prompt, which may be personal, nor the job's id,
 * which gives access to the image.
 */
@Singleton
public final class GenerationSpans {
    private final Tracer tracer;

    GenerationSpans(Tracer tracer) {
        this.tracer = tracer;
    }

    /** Writes the spans of an image that has ended; returns at once where traces are off or the trace is not sampled. */
    public void write(TracedGeneration image) {
        var clock = WallClock.now();
        var submission = image.job().submission();
        var span = tracer.spanBuilder("generate_content " + submission.model())
                .setParent(image.trace().parent().context())
                .setStartTimestamp(clock.at(image.job().submitted()), TimeUnit.NANOSECONDS)
                .startSpan();
        if (span.isRecording()) {
            describe(span, image);
            new PhaseSpans(tracer, Context.root().with(span), clock, image).write();
            outcome(span, image.outcome());
        }
        span.end(clock.at(image.end()), TimeUnit.NANOSECONDS);
    }

    private static void describe(Span span, TracedGeneration image) {
        var submission = image.job().submission();
        var parameters = image.job().parameters();
        // the names of OpenTelemetry's conventions for generative AI, and Easel's own for what they do not have
        span.setAttribute("gen_ai.operation.name", "generate_content")
                .setAttribute("gen_ai.provider.name", "easel")
                .setAttribute("gen_ai.output.type", "image")
                .setAttribute("gen_ai.request.model", submission.model())
                .setAttribute("gen_ai.request.seed", parameters.seed())
                .setAttribute("easel.request_id", image.trace().requestId())
                .setAttribute("easel.task", image.task())
                .setAttribute("easel.width", parameters.width())
                .setAttribute("easel.height", parameters.height())
                .setAttribute("easel.steps", parameters.steps())
                .setAttribute("easel.priority", submission.priority().name().toLowerCase(Locale.ROOT));
    }

    /** How an image ended; a caller that left is no error. */
    static void outcome(Span span, Outcome outcome) {
        span.setAttribute("easel.outcome", outcome.name());
        switch (outcome) {
            case Outcome.Drawn _, Outcome.Cancelled _ -> {}
            case Outcome.Expired _, Outcome.Stopped _ -> failed(span, outcome.name());
            case Outcome.Failed(var cause) -> failed(span, cause.getClass().getName());
        }
    }

    private static void failed(Span span, String type) {
        span.setAttribute("error.type", type).setStatus(StatusCode.ERROR);
    }
}
