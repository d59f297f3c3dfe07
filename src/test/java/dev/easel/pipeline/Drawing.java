package dev.easel.pipeline;

import dev.easel.fixtures.Fixtures;
import dev.easel.image.Pixels;
import dev.easel.model.ModelFolder;
import dev.easel.onnx.OverflowRetry;
import dev.easel.onnx.RunListener;
import dev.easel.pipeline.family.Pipelines;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Opens models like the service, and generates images one at a time. */
final class Drawing {
    private Drawing() {}

    /** A model with settings of {@code easel.model}, on two threads of the CPU. */
    static DiffusionPipeline open(Path model, Map<String, String> settings, RunListener listener) {
        var properties = new HashMap<>(Map.of("easel.model.max_sequence_length", "16"));
        settings.forEach((key, value) -> properties.put("easel.model." + key, value));
        var config = Fixtures.modelConfig(properties);
        var cpu = Fixtures.runtime(Map.of("easel.runtime.device", "cpu", "easel.runtime.threads", "2"));
        return Pipelines.open(new ModelFolder(model, config.dtype()), config, OverflowRetry.WIDER, cpu, listener);
    }

    static DiffusionPipeline open(Path model, Map<String, String> settings) {
        return open(model, settings, (component, nanoseconds) -> {});
    }

    /** A small image. */
    static ImageParameters image(int steps, WeightedLora... loras) {
        return new ImageParameters("a red fox", Optional.empty(), 64, 64, steps, 0, 1, 5)
                .with(new Setup(Optional.empty(), List.of(loras)));
    }

    /** A generation before its first step. */
    static Denoising start(DiffusionPipeline pipeline, ImageParameters image) {
        return pipeline.start(image, pipeline.encode(List.of(image)).getFirst());
    }

    /** A generation after its last step. */
    static Denoising complete(DiffusionPipeline pipeline, ImageParameters image) {
        var row = start(pipeline, image);
        while (!row.isComplete()) {
            row = pipeline.step(List.of(row)).getFirst();
        }
        return row;
    }

    static Pixels draw(DiffusionPipeline pipeline, ImageParameters image) {
        return pipeline.decode(complete(pipeline, image));
    }
}
