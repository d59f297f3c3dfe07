package dev.easel.request;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.easel.image.ImageFormat;
import dev.easel.pipeline.ImageParameters;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Makes valid requests for one model of JSON objects.
 *
 * @param model the name of the model that draws
 * @param models the names of all models that are served
 * @param parameters what callers may ask for
 * @param presets styles by name
 * @param seeds a seed for callers who name none
 */
public record RequestReader(
        String model,
        Set<String> models,
        Parameters parameters,
        Map<String, PresetsConfig.Preset> presets,
        LongSupplier seeds) {
    private static final Map<String, ImageFormat> FORMATS = Arrays.stream(ImageFormat.values())
            .collect(Collectors.toUnmodifiableMap(
                    format -> format.name().toLowerCase(Locale.ROOT), Function.identity()));
    private static final String STEPS = "steps";
    private static final String STEPS_ALIAS = "num_inference_steps";

    /**
     * Reads a request.
     *
     * @throws RejectedException with a violation for each field that is missing, unknown, of the wrong type or out of
     *     range
     */
    public GenerationRequest read(ObjectNode body) {
        var fields = new FieldReader(body);
        Optional<String> prompt = fields.text("prompt", parameters.promptLength());
        fields.check("prompt", fields.has("prompt"), "is required");
        prompt.ifPresent(text -> fields.check("prompt", !text.isBlank(), "must not be blank"));
        Optional<String> negative = fields.text("negative_prompt", parameters.promptLength());
        int width = fields.integer("width", parameters.width());
        int height = fields.integer("height", parameters.height());
        int steps = steps(fields);
        float guidance = fields.number("guidance_scale", parameters.guidanceScale());
        float trueCfg = fields.number("true_cfg_scale", parameters.trueCfgScale());
        long seed = fields.nonNegative("seed").orElseGet(seeds::getAsLong);
        fields.choice("model", models.stream().collect(Collectors.toMap(Function.identity(), Function.identity())));
        var format = fields.choice("output_format", FORMATS);
        var preset = fields.choice("style_preset", presets);
        Optional<String> presetName =
                preset.map(chosen -> body.get("style_preset").asText());
        String styled = prompt.map(text -> styled(text, preset)).orElse("");
        fields.check(
                "prompt",
                styled.codePointCount(0, styled.length()) <= parameters.promptLength() || preset.isEmpty(),
                "must have at most " + parameters.promptLength() + " characters, those of its style_preset included");
        fields.finish();

        var image = new ImageParameters(
                styled,
                negative.or(() -> preset.flatMap(PresetsConfig.Preset::negativePrompt)),
                width,
                height,
                steps,
                guidance,
                trueCfg,
                seed);
        return new GenerationRequest(image, presetName, format);
    }

    private int steps(FieldReader fields) {
        int alias = fields.integer(STEPS_ALIAS, parameters.steps());
        int steps = fields.integer(STEPS, parameters.steps());
        boolean both = fields.has(STEPS) && fields.has(STEPS_ALIAS);
        fields.check(STEPS_ALIAS, !both, "is another name for steps; give one of them");
        return fields.has(STEPS_ALIAS) ? alias : steps;
    }

    private static String styled(String prompt, Optional<PresetsConfig.Preset> preset) {
        return preset.map(style -> style.prompt().replace("{prompt}", prompt)).orElse(prompt);
    }
}
