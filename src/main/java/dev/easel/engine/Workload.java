package dev.easel.engine;

import dev.easel.pipeline.BatchKey;
import dev.easel.pipeline.Denoising;
import dev.easel.pipeline.DiffusionPipeline;
import dev.easel.pipeline.ImageParameters;
import java.util.function.Function;

/**
 * What a picture is to the engine.
 *
 * @param key what it shares passes by, whatever its step
 * @param load what it asks of each pass, and how many there are
 * @param nextPass what it shares its next pass by
 */
record Workload(BatchKey key, Load load, Function<Denoising, BatchKey> nextPass) {

    static Workload of(DiffusionPipeline pipeline, ImageParameters parameters) {
        int rows = pipeline.rows(parameters);
        long pixels = (long) rows * parameters.width() * parameters.height();
        var load = new Load(rows, pixels, pipeline.passes(parameters));
        return new Workload(pipeline.key(parameters), load, pipeline::key);
    }
}
