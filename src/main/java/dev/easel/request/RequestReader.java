package dev.easel.request;

import dev.easel.pipeline.ImageParameters;
import dev.easel.pipeline.ModelDescription;
import dev.easel.pipeline.Setup;
import dev.easel.pipeline.Task;
import dev.easel.pipeline.WeightedLora;
import dev.easel.problem.RejectedException;
import dev.easel.request.parameter.Catalogue;
import dev.easel.request.parameter.Choices;
import dev.easel.request.parameter.Language;
import dev.easel.request.parameter.ParameterContext;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

import static dev.easel.request.parameter.Catalogue.GUIDANCE_SCALE;
import static dev.easel.request.parameter.Catalogue.HEIGHT;
import static dev.easel.request.parameter.Catalogue.LORAS;
import static dev.easel.request.parameter.Catalogue.MODEL;
import static dev.easel.request.parameter.Catalogue.N;
import static dev.easel.request.parameter.Catalogue.NEGATIVE_PROMPT;
import static dev.easel.request.parameter.Catalogue.OUTPUT_FORMAT;
import static dev.easel.request.parameter.Catalogue.PROMPT;
import static dev.easel.request.parameter.Catalogue.SCHEDULER;
import static dev.easel.request.parameter.Catalogue.SEED;
import static dev.easel.request.parameter.Catalogue.STEPS;
import static dev.easel.request.parameter.Catalogue.STYLE_PRESET;
import static dev.easel.request.parameter.Catalogue.TRUE_CFG_SCALE;
import static dev.easel.request.parameter.Catalogue.WIDTH;

/**
 * Makes valid requests for one model of what callers send.
 *
 * @param context the model and the configuration that holds for it
 * @param styles the styles that the model may have, by name
 */
public record RequestReader(ParameterContext context, Map<String, Style> styles) {
    private static final long SEEDS = 1L << 32;

    /** The model that draws. */
    public ModelDescription model() {
        return context.model();
    }

    /**
     * Refuses a configuration that contradicts itself, or the model.
     *
     * @throws IllegalArgumentException naming the key, by what follows that of the settings
     */
    void checkParameters() {
        Catalogue.ALL.forEach(parameter -> Choices.of(parameter, context, Language.ENGLISH));
    }

    /**
     * Reads the fields of a request, but not its images.
     *
     * @param required fields that have to be there beside the prompt
     * @throws RejectedException with a violation for each field that is missing, unknown, of the wrong type or out of
     *     range
     */
    public ReadRequest read(RequestFields sent, Set<String> required) {
        var fields = new FieldReader(sent, context);
        required.forEach(name -> fields.check(name, fields.has(name), "is required"));
        var style = fields.value(STYLE_PRESET).flatMap(name -> Optional.ofNullable(styles.get(name)));
        style.ifPresent(fields::styled);
        String prompt = prompt(fields, style);
        var negative = fields.value(NEGATIVE_PROMPT);
        var size = new WantedSize(fields.given(WIDTH), fields.given(HEIGHT));
        int steps = fields.required(STEPS);
        double guidance = fields.required(GUIDANCE_SCALE);
        double trueCfg = fields.required(TRUE_CFG_SCALE);
        int count = fields.required(N);
        long seed = seed(fields, count);
        fields.value(MODEL);
        var format = fields.value(OUTPUT_FORMAT).map(Catalogue.formats()::get);
        var setup = new Setup(fields.value(SCHEDULER), loras(fields));
        checkSteps(fields, steps, setup.scheduler());
        var images = new ImageFields(fields, context).read();
        fields.finish();

        var limits = SizeLimits.of(context);
        var image = new ImageParameters(
                prompt,
                negative,
                size.width().orElse(limits.width().initial()),
                size.height().orElse(limits.height().initial()),
                steps,
                (float) guidance,
                (float) trueCfg,
                seed,
                new Task.TextToImage(),
                setup);
        var request = new GenerationRequest(model(), image, count, style.map(Style::name), format, Optional.empty());
        return images.<ReadRequest>map(sources -> new ReadRequest.Illustrated(request, sources, size, limits))
                .orElseGet(() -> new ReadRequest.Plain(request));
    }

    private String prompt(FieldReader fields, Optional<Style> style) {
        var prompt = fields.value(PROMPT);
        fields.check(PROMPT.name(), fields.has(PROMPT) || prompt.isPresent(), "is required");
        String styled =
                prompt.map(text -> style.map(one -> one.of(text)).orElse(text)).orElse("");
        int most = context.settings().prompt().maxLength();
        fields.check(
                PROMPT.name(),
                style.isEmpty() || styled.codePointCount(0, styled.length()) <= most,
                "must have at most " + most + " characters, those of its style_preset included");
        return styled;
    }

    private long seed(FieldReader fields, int count) {
        long seed =
                fields.value(SEED).orElseGet(() -> ThreadLocalRandom.current().nextLong(SEEDS));
        long most = Long.MAX_VALUE - count + 1;
        fields.check(
                SEED.name(),
                seed <= most,
                "must be at most " + most + " for " + count + " images, whose seeds follow it");
        return seed;
    }

    private static List<WeightedLora> loras(FieldReader fields) {
        return fields.value(LORAS).orElse(Map.of()).entrySet().stream()
                .map(lora -> new WeightedLora(lora.getKey(), lora.getValue()))
                // in whatever order they are named, it is the same session
                .sorted(Comparator.comparing(WeightedLora::name))
                .toList();
    }

    /** A schedule has no more steps than the model was trained on, or distilled to. */
    private void checkSteps(FieldReader fields, int steps, Optional<String> scheduler) {
        int most = scheduler
                .flatMap(name -> Optional.ofNullable(model().schedulers().get(name)))
                .orElse(model().maxSteps());
        String whose = scheduler.map(name -> "the scheduler " + name).orElse("this model's own scheduler");
        fields.check(STEPS.name(), steps <= most, "must be at most " + most + " for " + whose + ", not " + steps);
    }
}
