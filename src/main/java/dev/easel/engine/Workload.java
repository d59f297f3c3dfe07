package dev.easel.engine;

import dev.easel.pipeline.BatchKey;
import dev.easel.pipeline.Denoising;
import dev.easel.pipeline.DiffusionPipeline;
import dev.easel.pipeline.ImageParameters;
import java.util.function.Function;

/**
 * What an image is to the engine.
 *
 * @param key what it shares passes by, whatever its step
 * @param load what it asks of each pass, and how many there are
 * @param nextPass what it shares its next pass by
 */
record Workload(BatchKey key, Load load, Function<Denoising, BatchKey> nextPass) {

    static Workload of(DiffusionPipeline pipeline, ImageParameters parameters) {
        int rows = pipeline.rows(parameters);
        var key = pipeline.key(parameters);
        // an image that is edited is a part of each row
        long edited =
                key.reference().map(size -> (long) size.width() * size.height()).orElse(0L);
        long pixels = rows * ((long) parameters.width() * parameters.height() + edited);
        return new Workload(key, new Load(rows, pixels, pipeline.passes(parameters)), pipeline::key);
    }
}
