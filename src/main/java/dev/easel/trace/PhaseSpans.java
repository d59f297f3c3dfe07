package dev.easel.trace;

import dev.easel.engine.Outcome;
import dev.easel.engine.Turn;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.concurrent.TimeUnit;

/** The spans below an image's own. */
record PhaseSpans(Tracer tracer, Context parent, WallClock clock, TracedGeneration image) {
    private static final double NANOS_PER_MILLI = 1e6;

    void write() {
        long begun = image.job().begun().orElse(image.end());
        var queue = begin("queue", parent, image.job().submitted());
        image.turns(Turn.Encode.class).forEach(turn -> {
            var encode = begin("encode", parent.with(queue), turn.start()).setAttribute("easel.jobs", turn.jobs());
            end(encode, turn.end());
        });
        end(queue, begun);
        image.job().begun().ifPresent(this::denoise);
        image.denoised().ifPresent(this::decode);
        image.file().ifPresent(file -> {
            var span = begin("image", parent, file.start())
                    .setAttribute("easel.format", file.format())
                    .setAttribute("easel.bytes", file.bytes());
            end(span, file.end());
        });
    }

    private void denoise(long begun) {
        var denoise = begin("denoise", parent, begun);
        image.turns(Turn.Denoise.class)
                .forEach(pass -> denoise.addEvent(
                        "step",
                        Attributes.builder()
                                .put("easel.step", pass.number())
                                .put("easel.rows", pass.rows())
                                .put("easel.milliseconds", (pass.end() - pass.start()) / NANOS_PER_MILLI)
                                .build(),
                        clock.at(pass.end()),
                        TimeUnit.NANOSECONDS));
        end(denoise, image.denoised().orElse(image.end()));
    }

    private void decode(long denoised) {
        image.turns(Turn.Decode.class)
                .findFirst()
                .ifPresentOrElse(
                        turn -> end(begin("decode", parent, turn.start()), turn.end()),
                        () -> end(begin("decode", parent, denoised), image.end()));
    }

    private Span begin(String name, Context under, long start) {
        return tracer.spanBuilder(name)
                .setParent(under)
                .setStartTimestamp(clock.at(start), TimeUnit.NANOSECONDS)
                .startSpan();
    }

    /** Ends a span; the span in which an image ended early has its outcome. */
    private void end(Span span, long end) {
        if (end == image.end() && !(image.outcome() instanceof Outcome.Drawn)) {
            GenerationSpans.outcome(span, image.outcome());
        }
        span.end(clock.at(end), TimeUnit.NANOSECONDS);
    }
}
