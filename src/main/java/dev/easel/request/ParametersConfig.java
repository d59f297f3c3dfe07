package dev.easel.request;

import dev.easel.setting.Limits;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.util.Optional;
import java.util.OptionalInt;

/** {@code easel.parameters}: what callers may ask for, and what they get when they say nothing. */
@ConfigMapping(prefix = "easel.parameters", namingStrategy = ConfigMapping.NamingStrategy.SNAKE_CASE)
public interface ParametersConfig {

    /** The prompt and the negative prompt. */
    Prompt prompt();

    /** Pixels. */
    Extent width();

    /** Pixels. */
    Extent height();

    /** Denoise steps. */
    Steps steps();

    /** Guidance of guidance-distilled models such as FLUX.1-dev. */
    @WithName("guidance_scale") // or else violations would be reported of a guidanceScale
    Guidance guidanceScale();

    /** Classifier-free guidance with a second forward pass. */
    @WithName("true_cfg_scale")
    TrueCfg trueCfgScale();

    /** How much noise an image gets that another one is made from. */
    Strength strength();

    /** Adapters. */
    Loras loras();

    /** Images of one request. */
    Count n();

    /** Limits of the number of images. */
    interface Count {
        /** Images when the caller names no number. */
        @WithName("default")
        @WithDefault("1")
        int initial();

        /** The most images. */
        @WithDefault("4")
        int max();
    }

    /** Limits of a text. */
    interface Prompt {
        /** The most characters. */
        @WithDefault("2000")
        int maxLength();
    }

    /** Limits of a width or height. */
    interface Extent {
        /** Pixels when the caller says nothing; the model's own size when absent. */
        @WithName("default")
        OptionalInt initial();

        /** The fewest pixels. */
        @WithDefault("64")
        int min();

        /** The most pixels; twice the model's own size when absent, beyond which models repeat themselves. */
        OptionalInt max();
    }

    /** Limits of the number of steps. */
    interface Steps {
        /** Steps when the caller says nothing; what the model prefers when absent. */
        @WithName("default")
        OptionalInt initial();

        /** The fewest steps. */
        @WithDefault("1")
        int min();

        /** The most steps. */
        @WithDefault("100")
        int max();
    }

    /** Limits of the guidance scale. */
    interface Guidance {
        /** The scale when the caller says nothing; what the model prefers when absent. */
        @WithName("default")
        Optional<Float> initial();

        /** The lowest scale. */
        @WithDefault("0")
        float min();

        /** The highest scale. */
        @WithDefault("30")
        float max();
    }

    /** Limits of the true CFG scale. */
    interface TrueCfg {
        /** The scale when the caller says nothing; 1 is no second pass. */
        @WithName("default")
        @WithDefault("1")
        float initial();

        /** The highest scale. */
        @WithDefault("20")
        float max();
    }

    /** Limits of the strength. */
    interface Strength {
        /** The strength when the caller says nothing. */
        @WithName("default")
        @WithDefault("0.6")
        float initial();

        /** The lowest strength, above 0. */
        @WithDefault("0.01")
        float min();

        /** The highest strength; at 1 little is left of the image. */
        @WithDefault("1")
        float max();
    }

    /** Limits of adapters. */
    interface Loras {
        /** The most adapters of an image. */
        @WithDefault("4")
        int max();

        /** The limits of a weight. */
        Weight weight();
    }

    /** Limits of an adapter's weight. */
    interface Weight {
        /** The lowest weight. */
        @WithDefault("-2")
        float min();

        /** The highest weight. */
        @WithDefault("2")
        float max();
    }

    /** Validates the settings. */
    static void check(ParametersConfig parameters, Limits limits) {
        checkOrder(parameters, limits);
        limits.in("prompt").between("max_length", parameters.prompt().maxLength(), 1, 100_000);
        limits.in("width").atLeast("min", parameters.width().min(), 1);
        limits.in("height").atLeast("min", parameters.height().min(), 1);
        limits.in("steps")
                .atLeast("min", parameters.steps().min(), 1)
                .between("max", parameters.steps().max(), 1, 1000);
        limits.in("guidance_scale")
                .atLeast("min", parameters.guidanceScale().min(), 0)
                .atLeast("max", parameters.guidanceScale().max(), 0);
        limits.in("true_cfg_scale")
                .atLeast("default", parameters.trueCfgScale().initial(), 1)
                .atLeast("max", parameters.trueCfgScale().max(), 1);
        limits.in("strength")
                .above("default", parameters.strength().initial(), 0)
                .atMost("default", parameters.strength().initial(), 1)
                .above("min", parameters.strength().min(), 0)
                .atMost("max", parameters.strength().max(), 1);
        limits.in("n")
                .atLeast("default", parameters.n().initial(), 1)
                .between("max", parameters.n().max(), 1, 4);
        limits.in("loras").between("max", parameters.loras().max(), 0, 64);
    }

    /** A default lies within its limits, and the lowest is not above the highest; what depends on the model is left to it. */
    private static void checkOrder(ParametersConfig parameters, Limits limits) {
        checkOrder(parameters.width(), limits.in("width"));
        checkOrder(parameters.height(), limits.in("height"));
        var steps = parameters.steps();
        limits.in("steps").atMost("min", steps.min(), steps.max());
        steps.initial().ifPresent(value -> limits.in("steps").between("default", value, steps.min(), steps.max()));
        var guidance = parameters.guidanceScale();
        limits.in("guidance_scale").atMost("min", guidance.min(), guidance.max());
        guidance.initial()
                .ifPresent(
                        value -> limits.in("guidance_scale").between("default", value, guidance.min(), guidance.max()));
        var trueCfg = parameters.trueCfgScale();
        limits.in("true_cfg_scale").atMost("default", trueCfg.initial(), trueCfg.max());
        var strength = parameters.strength();
        limits.in("strength").between("default", strength.initial(), strength.min(), strength.max());
        var weight = parameters.loras().weight();
        limits.in("loras").in("weight").atMost("min", weight.min(), weight.max());
    }

    private static void checkOrder(Extent extent, Limits limits) {
        extent.max().ifPresent(max -> limits.atMost("min", extent.min(), max));
        extent.initial().ifPresent(value -> {
            limits.atLeast("default", value, extent.min());
            extent.max().ifPresent(max -> limits.atMost("default", value, max));
        });
    }
}
