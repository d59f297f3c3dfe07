package dev.easel.generation;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.easel.image.file.ImageMetadata;
import dev.easel.pipeline.Ability;
import dev.easel.pipeline.ImageParameters;
import dev.easel.pipeline.ModelDescription;
import dev.easel.pipeline.Setup;
import dev.easel.pipeline.Task;
import dev.easel.request.GenerationRequest;
import dev.easel.request.parameter.Replay;
import java.util.stream.Collectors;

/**
 * The parameters of an image, for its own metadata: the text that image tools read, in the form of AUTOMATIC1111's web UI
 * and its forks, and JSON whose {@code request} repeats the image. Uploaded images are not part of it.
 */
final class Provenance {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final int SHORT_HASH = 10;

    private Provenance() {}

    /** The metadata of one of a request's images. */
    static ImageMetadata of(GenerationRequest request, ImageParameters image, String digest) {
        return new ImageMetadata(parameters(image, request.model(), digest), json(request, image, digest));
    }

    private static String parameters(ImageParameters image, ModelDescription model, String digest) {
        var text = new StringBuilder(image.prompt()).append('\n');
        image.negativePrompt()
                .ifPresent(negative ->
                        text.append("Negative prompt: ").append(negative).append('\n'));
        return text.append("Steps: ")
                .append(image.steps())
                .append(sampler(image.setup(), model))
                .append(guidance(image, model))
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
                .append(model.name())
                .append(", Version: Easel")
                .toString();
    }

    /** A flow model's own scheduler has these names; other models' own schedulers have no common name. */
    private static String sampler(Setup setup, ModelDescription model) {
        String own = model.can(Ability.TRUE_CFG) ? ", Sampler: Euler, Schedule type: Simple" : "";
        return setup.scheduler().map(name -> ", Sampler: " + name).orElse(own);
    }

    private static String guidance(ImageParameters image, ModelDescription model) {
        return model.can(Ability.TRUE_CFG)
                ? ", CFG scale: " + image.trueCfgScale() + ", Distilled CFG Scale: " + image.guidanceScale()
                : ", CFG scale: " + image.guidanceScale();
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

    private static String json(GenerationRequest request, ImageParameters image, String digest) {
        var root = MAPPER.createObjectNode().put("generator", "Easel");
        root.set("request", Replay.of(request.model(), image));
        root.put("task", TaskName.of(image.task()));
        request.stylePreset().ifPresent(preset -> root.put("style_preset", preset));
        return root.put("model_digest", "sha256:" + digest).toString();
    }
}
