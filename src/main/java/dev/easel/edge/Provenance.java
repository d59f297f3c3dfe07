package dev.easel.edge;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.easel.image.ImageMetadata;
import dev.easel.pipeline.ImageParameters;
import dev.easel.request.GenerationRequest;

/**
 * What made a picture, for the picture's own metadata: the text that image tools read, in the form of AUTOMATIC1111's
 * web UI and its forks, and as JSON whose {@code request} can be sent again.
 */
final class Provenance {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final int SHORT_HASH = 10;

    private Provenance() {}

    static ImageMetadata of(GenerationRequest request, String model, String digest) {
        return new ImageMetadata(parameters(request.parameters(), model, digest), json(request, model, digest));
    }

    private static String parameters(ImageParameters image, String model, String digest) {
        var text = new StringBuilder(image.prompt()).append('\n');
        image.negativePrompt()
                .ifPresent(negative ->
                        text.append("Negative prompt: ").append(negative).append('\n'));
        return text.append("Steps: ")
                .append(image.steps())
                .append(", Sampler: Euler, Schedule type: Simple, CFG scale: ")
                .append(image.trueCfgScale())
                .append(", Distilled CFG Scale: ")
                .append(image.guidanceScale())
                .append(", Seed: ")
                .append(image.seed())
                .append(", Size: ")
                .append(image.width())
                .append('x')
                .append(image.height())
                .append(", Model hash: ")
                .append(digest, 0, SHORT_HASH)
                .append(", Model: ")
                .append(model)
                .append(", Version: Easel")
                .toString();
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
        request.stylePreset().ifPresent(preset -> root.put("style_preset", preset));
        return root.put("model_digest", "sha256:" + digest).toString();
    }
}
