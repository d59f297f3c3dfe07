package dev.easel.edge;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.easel.image.ImageMetadata;
import dev.easel.pipeline.ImageParameters;
import dev.easel.pipeline.Setup;
import dev.easel.pipeline.Task;
import dev.easel.request.GenerationRequest;
import java.util.stream.Collectors;

/**
 * What made a picture, for the picture's own metadata: the text that image tools read, in the form of AUTOMATIC1111's
 * web UI and its forks, and as JSON whose {@code request} can be sent again, together with the
 * pictures that were sent with it, which are not kept.
 */
final class Provenance {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final int SHORT_HASH = 10;

    private Provenance() {}

    static ImageMetadata of(GenerationRequest request, String digest) {
        String model = request.model();
        return new ImageMetadata(parameters(request.parameters(), model, digest), json(request, model, digest));
    }

    private static String parameters(ImageParameters image, String model, String digest) {
        var text = new StringBuilder(image.prompt()).append('\n');
        image.negativePrompt()
                .ifPresent(negative ->
                        text.append("Negative prompt: ").append(negative).append('\n'));
        return text.append("Steps: ")
                .append(image.steps())
                .append(sampler(image.setup()))
                .append(", CFG scale: ")
                .append(image.trueCfgScale())
                .append(", Distilled CFG Scale: ")
                .append(image.guidanceScale())
                .append(", Seed: ")
                .append(image.seed())
                .append(", Size: ")
                .append(image.width())
                .append('x')
                .append(image.height())
                .append(task(image.task()))
                .append(loras(image.setup()))
                .append(", Model hash: ")
                .append(digest, 0, SHORT_HASH)
                .append(", Model: ")
                .append(model)
                .append(", Version: Easel")
                .toString();
    }

    private static String sampler(Setup setup) {
        return setup.scheduler().map(name -> ", Sampler: " + name).orElse(", Sampler: Euler, Schedule type: Simple");
    }

    private static String task(Task task) {
        return switch (task) {
            case Task.TextToImage _ -> "";
            case Task.ImageToImage _, Task.Inpaint _ ->
                ", Denoising strength: " + task.strength() + ", Task: " + TaskName.of(task);
            case Task.Edit _ -> ", Task: " + TaskName.of(task);
        };
    }

    private static String loras(Setup setup) {
        return setup.loras().isEmpty()
                ? ""
                : setup.loras().stream()
                        .map(lora -> lora.name() + ": " + lora.weight())
                        .collect(Collectors.joining(", ", ", Loras: \"", "\""));
    }

    private static void putTask(Task task, ObjectNode body) {
        switch (task) {
            case Task.TextToImage _, Task.Edit _ -> {}
            case Task.ImageToImage _, Task.Inpaint _ -> body.put("strength", task.strength());
        }
    }

    private static void putSetup(Setup setup, ObjectNode body) {
        setup.scheduler().ifPresent(name -> body.put("scheduler", name));
        if (!setup.loras().isEmpty()) {
            var loras = body.putObject("loras");
            setup.loras().forEach(lora -> loras.put(lora.name(), lora.weight()));
        }
    }

    private static String json(GenerationRequest request, String model, String digest) {
        var image = request.parameters();
        var root = MAPPER.createObjectNode().put("generator", "Easel");
        var body = root.putObject("request").put("prompt", image.prompt());
        image.negativePrompt().ifPresent(negative -> body.put("negative_prompt", negative));
        body.put("width", image.width())
                .put("height", image.height())
                .put("steps", image.steps())
                .put("guidance_scale", image.guidanceScale())
                .put("true_cfg_scale", image.trueCfgScale())
                .put("seed", image.seed())
                .put("model", model);
        putTask(image.task(), body);
        putSetup(image.setup(), body);
        root.put("task", TaskName.of(image.task()));
        request.stylePreset().ifPresent(preset -> root.put("style_preset", preset));
        return root.put("model_digest", "sha256:" + digest).toString();
    }
}
