package dev.easel.request;

import dev.easel.pipeline.ModelDescription;
import java.util.function.Supplier;

/**
 * What callers may ask of a model: the configuration, with the model's own numbers where it is silent.
 *
 * @param promptLength the most characters of a prompt
 * @param width pixels
 * @param height pixels
 * @param steps denoise steps
 * @param guidanceScale guidance of guidance-distilled models
 * @param trueCfgScale classifier-free guidance
 * @param strength how much noise an image gets that another one is made from
 * @param loraWeight how strongly an adapter acts
 * @param mostLoras adapters of an image
 * @param images of one request
 */
public record Parameters(
        int promptLength,
        IntegerRange width,
        IntegerRange height,
        IntegerRange steps,
        NumberRange guidanceScale,
        NumberRange trueCfgScale,
        NumberRange strength,
        NumberRange loraWeight,
        int mostLoras,
        IntegerRange images) {
    /** The weight that adapters are trained at, as far as it is allowed. */
    private static final float TRAINED_WEIGHT = 1;

    private static final int SIZE_HEADROOM = 2;

    /**
     * The parameters of a model.
     *
     * @throws IllegalArgumentException naming, by what follows {@code easel.}, the key whose default lies outside its own limits
     */
    public static Parameters of(ParametersConfig config, ModelDescription model) {
        return new Parameters(
                config.prompt().maxLength(),
                named("width", () -> extent(config.width(), model)),
                named("height", () -> extent(config.height(), model)),
                named("steps", () -> steps(config.steps(), model)),
                named("guidance_scale", () -> guidance(config.guidanceScale(), model)),
                named("true_cfg_scale", () -> trueCfg(config.trueCfgScale())),
                named("strength", () -> strength(config.strength())),
                named("loras.weight", () -> loraWeight(config.loras().weight())),
                config.loras().max(),
                named(
                        "n",
                        () -> new IntegerRange(
                                config.n().initial(), 1, config.n().max(), 1)));
    }

    SizeLimits sizes() {
        return new SizeLimits(width, height);
    }

    private static IntegerRange extent(ParametersConfig.Extent config, ModelDescription model) {
        return new IntegerRange(
                config.initial().orElse(model.defaults().size()),
                config.min(),
                config.max().orElse(model.defaults().size() * SIZE_HEADROOM),
                model.sizeMultiple());
    }

    private static IntegerRange steps(ParametersConfig.Steps config, ModelDescription model) {
        return new IntegerRange(config.initial().orElse(model.defaults().steps()), config.min(), config.max(), 1);
    }

    private static NumberRange guidance(ParametersConfig.Guidance config, ModelDescription model) {
        return new NumberRange(config.initial().orElse(model.defaults().guidanceScale()), config.min(), config.max());
    }

    private static NumberRange trueCfg(ParametersConfig.TrueCfg config) {
        return new NumberRange(config.initial(), 1, config.max());
    }

    private static NumberRange strength(ParametersConfig.Strength config) {
        return new NumberRange(config.initial(), config.min(), config.max());
    }

    private static NumberRange loraWeight(ParametersConfig.Weight config) {
        return new NumberRange(Math.clamp(TRAINED_WEIGHT, config.min(), config.max()), config.min(), config.max());
    }

    private static <T> T named(String name, Supplier<T> range) {
        try {
            return range.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("parameters." + name + ": " + e.getMessage(), e);
        }
    }
}
