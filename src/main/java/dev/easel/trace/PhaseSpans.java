package dev.easel.trace;

import dev.easel.engine.Outcome;
import dev.easel.engine.Pass;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.concurrent.TimeUnit;

/** The spans below a picture's own. */
record PhaseSpans(Tracer tracer, Context parent, WallClock clock, TracedPicture picture) {
    private static final double NANOS_PER_MILLI = 1e6;

    void write() {
        long begun = picture.job().begun().orElse(picture.end());
        var queue = begin("queue", parent, picture.job().submitted());
        picture.passes(Pass.Encode.class).forEach(pass -> {
            var encode = begin("encode", parent.with(queue), pass.start()).setAttribute("easel.jobs", pass.jobs());
            end(encode, pass.end());
        });
        end(queue, begun);
        picture.job().begun().ifPresent(this::denoise);
        picture.lastStepEnd().ifPresent(this::decode);
        picture.file().ifPresent(file -> {
            var image = begin("image", parent, file.start())
                    .setAttribute("easel.format", file.format())
                    .setAttribute("easel.bytes", file.bytes());
            end(image, file.end());
        });
    }

    private void denoise(long begun) {
        var denoise = begin("denoise", parent, begun);
        picture.passes(Pass.Step.class)
                .forEach(pass -> denoise.addEvent(
                        "step",
                        Attributes.builder()
                                .put("easel.step", pass.step())
                                .put("easel.rows", pass.rows())
                                .put("easel.milliseconds", (pass.end() - pass.start()) / NANOS_PER_MILLI)
                                .build(),
                        clock.at(pass.end()),
                        TimeUnit.NANOSECONDS));
        end(denoise, picture.lastStepEnd().orElse(picture.end()));
    }

    private void decode(long lastStepEnd) {
        picture.passes(Pass.Decode.class)
                .findFirst()
                .ifPresentOrElse(
                        pass -> end(begin("decode", parent, pass.start()), pass.end()),
                        () -> end(begin("decode", parent, lastStepEnd), picture.end()));
    }

    private Span begin(String name, Context under, long start) {
        return tracer.spanBuilder(name)
                .setParent(under)
                .setStartTimestamp(clock.at(start), TimeUnit.NANOSECONDS)
                .startSpan();
    }

    /** Ends a span; the one in which a picture ended says how. */
    private void end(Span span, long end) {
        if (end == picture.end() && !(picture.outcome() instanceof Outcome.Drawn)) {
            PictureSpans.outcome(span, picture.outcome());
        }
        span.end(clock.at(end), TimeUnit.NANOSECONDS);
    }
}
