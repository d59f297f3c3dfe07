package dev.easel.engine;

import dev.easel.image.Pixels;
import dev.easel.pipeline.DiffusionPipeline;
import dev.easel.pipeline.ImageParameters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Images that a pipeline generates one at a time, without an engine. */
final class Alone {
    private final DiffusionPipeline pipeline;
    private final Map<ImageParameters, Pixels> images = new HashMap<>();

    Alone(DiffusionPipeline pipeline) {
        this.pipeline = pipeline;
    }

    Pixels image(ImageParameters parameters) {
        return images.computeIfAbsent(parameters, this::draw);
    }

    private Pixels draw(ImageParameters parameters) {
        var rows = List.of(
                pipeline.start(parameters, pipeline.encode(List.of(parameters)).getFirst()));
        while (!rows.getFirst().isComplete()) {
            rows = pipeline.step(rows);
        }
        return pipeline.decode(rows.getFirst());
    }
}
