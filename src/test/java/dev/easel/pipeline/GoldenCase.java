package dev.easel.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import dev.easel.fixtures.Fixtures;
import dev.easel.fixtures.ModelCopy;
import dev.easel.fixtures.Npy;
import dev.easel.image.Mask;
import dev.easel.image.Pixels;
import dev.easel.tensor.FloatTensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** The recorded inputs and outputs of one call of a diffusers pipeline. */
record GoldenCase(Path folder, JsonNode recorded) {

    static GoldenCase of(Path folder) {
        return new GoldenCase(folder, Fixtures.json(folder.resolve("case.json")));
    }

    /** The model of this call: with its scheduler, and named after its pipeline. */
    Path model(Path target) {
        var copy = ModelCopy.of(Fixtures.model(recorded.get("model").asText().replaceFirst("-lora$", "")), target);
        copy.write(
                "scheduler/scheduler_config.json",
                recorded.get("scheduler").toString().replace("\"-Infinity\"", "-Infinity"));
        if (recorded.get("pipeline").asText().contains("Kontext")) {
            copy.replace("model_index.json", "FluxPipeline", "FluxKontextPipeline");
        }
        return target;
    }

    Map<String, String> settings() {
        var settings = new HashMap<String, String>();
        if (!recorded.get("max_sequence_length").isNull()) {
            settings.put(
                    "easel.model.max_sequence_length",
                    recorded.get("max_sequence_length").asText());
        }
        if (recorded.path("cfg_normalization").asBoolean()) {
            settings.put("easel.model.cfg_normalization", "1");
        }
        if (recorded.has("cfg_truncation")) {
            settings.put(
                    "easel.model.cfg_truncation", recorded.get("cfg_truncation").asText());
        }
        if (recorded.has("lora")) {
            var file = folder.resolveSibling(recorded.get("lora").get("file").asText());
            settings.put("easel.model.loras.recorded", file.toString());
        }
        return settings;
    }

    int executedSteps() {
        return recorded.get("executed_steps").asInt();
    }

    List<ImageParameters> images() {
        return IntStream.range(0, recorded.get("prompts").size())
                .mapToObj(this::image)
                .toList();
    }

    private ImageParameters image(int index) {
        return new ImageParameters(
                        recorded.get("prompts").get(index).asText(),
                        recorded.get("negative_prompts").isNull()
                                ? Optional.empty()
                                : Optional.of(recorded.get("negative_prompts")
                                        .get(index)
                                        .asText()),
                        recorded.get("width").asInt(),
                        recorded.get("height").asInt(),
                        recorded.get("num_inference_steps").asInt(),
                        (float) recorded.get("guidance_scale").asDouble(),
                        (float) recorded.path("true_cfg_scale").asDouble(1),
                        0)
                .with(task())
                .with(setup());
    }

    private Setup setup() {
        return recorded.has("lora")
                ? new Setup(Optional.empty(), List.of(new WeightedLora("recorded", (float)
                        recorded.get("lora").get("weight").asDouble())))
                : Setup.OWN;
    }

    private Task task() {
        var pipeline = recorded.get("pipeline").asText();
        double strength = recorded.path("strength").asDouble(1);
        if (pipeline.contains("Inpaint")) {
            return new Task.Inpaint(image("input.png"), mask(), strength);
        } else if (pipeline.contains("Img2Img")) {
            return new Task.ImageToImage(image("input.png"), strength);
        } else if (pipeline.contains("Kontext")) {
            return new Task.Edit(image("input.png"));
        }
        return new Task.TextToImage();
    }

    private Pixels image(String name) {
        return Closeness.pixels(folder.resolve(name));
    }

    private Mask mask() {
        var mask = image("mask.png");
        return Mask.of(mask, mask.width(), mask.height());
    }

    /** The noise in the order in which it was drawn; empty if several generators drew it. */
    List<FloatTensor> noise() {
        var noise = new ArrayList<FloatTensor>();
        while (has("noise_" + noise.size())) {
            noise.add(floats("noise_" + noise.size()));
        }
        return noise;
    }

    boolean has(String name) {
        return Files.exists(folder.resolve(name + ".npy"));
    }

    FloatTensor floats(String name) {
        return Npy.floats(folder.resolve(name + ".npy"));
    }

    Path image(int index, int count) {
        return folder.resolve(count == 1 ? "image.png" : "image_" + index + ".png");
    }

    @Override
    public String toString() {
        return folder.getParent().getFileName() + "/" + folder.getFileName();
    }
}
