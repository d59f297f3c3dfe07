package dev.easel.request;

import dev.easel.image.file.ImageFormat;
import dev.easel.pipeline.Ability;
import dev.easel.pipeline.ImageParameters;
import dev.easel.pipeline.ModelDescription;
import dev.easel.pipeline.Setup;
import dev.easel.pipeline.Task;
import dev.easel.pipeline.WeightedLora;
import dev.easel.problem.RejectedException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Makes valid requests for one model of what callers send.
 *
 * @param model the model that draws
 * @param models the names of all models that are served
 * @param parameters what callers may ask for
 * @param presets styles by name
 * @param seeds a seed for callers who name none
 */
public record RequestReader(
        ModelDescription model,
        Set<String> models,
        Parameters parameters,
        Map<String, PresetsConfig.Preset> presets,
        LongSupplier seeds) {
    private static final Map<String, ImageFormat> FORMATS = Arrays.stream(ImageFormat.values())
            .collect(Collectors.toUnmodifiableMap(
                    format -> format.name().toLowerCase(Locale.ROOT), Function.identity()));
    private static final String LORAS = "loras";
    private static final String STEPS = "steps";
    private static final String STEPS_ALIAS = "num_inference_steps";

    /**
     * Reads the fields of a request, but not its images.
     *
     * @param required fields that have to be there beside the prompt
     * @throws RejectedException with a violation for each field that is missing, unknown, of the wrong type or out of
     *     range
     */
    public ReadRequest read(RequestFields sent, Set<String> required) {
        var fields = new FieldReader(sent);
        required.forEach(name -> fields.check(name, fields.has(name), "is required"));
        Optional<String> prompt = fields.text("prompt", parameters.promptLength());
        fields.check("prompt", fields.has("prompt"), "is required");
        prompt.ifPresent(text -> fields.check("prompt", !text.isBlank(), "must not be blank"));
        Optional<String> negative = fields.text("negative_prompt", parameters.promptLength());
        var size = new WantedSize(
                fields.integerIfGiven("width", parameters.width()),
                fields.integerIfGiven("height", parameters.height()));
        int steps = steps(fields);
        float guidance = fields.number("guidance_scale", parameters.guidanceScale());
        float trueCfg = fields.number("true_cfg_scale", parameters.trueCfgScale());
        long seed = fields.nonNegative("seed").orElseGet(seeds::getAsLong);
        int count = fields.integer("n", parameters.images());
        fields.check(
                "seed",
                seed <= Long.MAX_VALUE - count + 1,
                "must be at most " + (Long.MAX_VALUE - count + 1) + " for " + count + " images, whose seeds follow it");
        fields.name("model", models);
        var format = fields.choice("output_format", FORMATS);
        var presetName = fields.name("style_preset", presets.keySet());
        var preset = presetName.flatMap(name -> Optional.ofNullable(presets.get(name)));
        var setup = new Setup(fields.name("scheduler", model.schedulers().keySet()), loras(fields));
        checkSteps(fields, steps, setup.scheduler());
        checkGuidance(fields, trueCfg);
        var images = new ImageFields(fields, model, parameters.strength()).read();
        String styled = prompt.map(text -> styled(text, preset)).orElse("");
        fields.check(
                "prompt",
                styled.codePointCount(0, styled.length()) <= parameters.promptLength() || preset.isEmpty(),
                "must have at most " + parameters.promptLength() + " characters, those of its style_preset included");
        fields.finish();

        var image = new ImageParameters(
                styled,
                negative.or(() -> preset.flatMap(PresetsConfig.Preset::negativePrompt)),
                size.width().orElse(parameters.width().initial()),
                size.height().orElse(parameters.height().initial()),
                steps,
                guidance,
                trueCfg,
                seed,
                new Task.TextToImage(),
                setup);
        var request = new GenerationRequest(model, image, count, presetName, format, Optional.empty());
        return images.<ReadRequest>map(
                        sources -> new ReadRequest.Illustrated(request, sources, size, parameters.sizes()))
                .orElseGet(() -> new ReadRequest.Plain(request));
    }

    private List<WeightedLora> loras(FieldReader fields) {
        var loras =
                fields
                        .numbers(LORAS, model.loras(), parameters.loraWeight(), parameters.mostLoras())
                        .entrySet()
                        .stream()
                        .map(lora -> new WeightedLora(lora.getKey(), lora.getValue()))
                        // in whatever order they are named, it is the same session
                        .sorted(Comparator.comparing(WeightedLora::name))
                        .toList();
        var fixed = loras.stream()
                .filter(lora -> model.unweightedLoras().contains(lora.name()))
                .toList();
        fixed.forEach(lora -> fields.check(
                LORAS, lora.weight() == 1, "must give " + lora.name() + " a weight of 1, it has no other"));
        fields.check(
                LORAS,
                fixed.size() <= 1,
                "may name only one of " + fixed.stream().map(WeightedLora::name).toList());
        return loras;
    }

    /** What would have no effect is refused, but for a value that asks for none. */
    private void checkGuidance(FieldReader fields, float trueCfg) {
        fields.check(
                "negative_prompt",
                model.can(Ability.NEGATIVE_PROMPT) || !fields.has("negative_prompt"),
                "cannot be taken: " + model.name() + " cannot be steered away from anything");
        fields.check(
                "true_cfg_scale",
                model.can(Ability.TRUE_CFG) || !fields.has("true_cfg_scale") || trueCfg == 1,
                "must be 1 or absent: " + model.name() + " is guided by guidance_scale");
    }

    /** A schedule has no more steps than the model was trained on, or distilled to. */
    private void checkSteps(FieldReader fields, int steps, Optional<String> scheduler) {
        int most = scheduler
                .flatMap(name -> Optional.ofNullable(model.schedulers().get(name)))
                .orElse(model.maxSteps());
        String whose = scheduler.map(name -> "the scheduler " + name).orElse("this model's own scheduler");
        fields.check(STEPS, steps <= most, "must be at most " + most + " for " + whose + ", not " + steps);
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
