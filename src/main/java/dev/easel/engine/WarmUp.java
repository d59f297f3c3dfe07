package dev.easel.engine;

import dev.easel.pipeline.DiffusionPipeline;
import dev.easel.pipeline.ImageParameters;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Generates an image that nobody gets, so that the first caller does not pay for a cold start. */
final class WarmUp {
    private static final int STEPS = 2;

    private WarmUp() {}

    /** Generates the image, and measures its second pass, which is a warm one. */
    static void draw(DiffusionPipeline pipeline, MeasuredTimes times, LongSupplier clock) {
        var model = pipeline.description();
        int size = model.defaults().size();
        var image = new ImageParameters(
                "warm-up", Optional.empty(), size, size, STEPS, model.defaults().guidanceScale(), 1, 0);
        var conditioning = pipeline.encode(List.of(image)).getFirst();
        var rows = pipeline.step(List.of(pipeline.start(image, conditioning)));
        long start = clock.getAsLong();
        rows = pipeline.step(rows);
        times.passed(pipeline.key(image), pipeline.rows(image), clock.getAsLong() - start);
        pipeline.decode(rows.getFirst());
    }
}
