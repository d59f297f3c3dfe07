package dev.easel.request.parameter;

import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import io.smallrye.config.WithParentName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the configuration says about each parameter: limits and defaults, where the catalogue's are not wanted, and words. The
 * same keys hold for all models and for one.
 */
public interface ParameterSettings {
    /** What to draw. */
    Prompt prompt();

    /** What to steer away from. */
    Written negativePrompt();

    /** Pixels. */
    Whole width();

    /** Pixels. */
    Whole height();

    /** Denoising steps. */
    Whole steps();

    /** Guidance. */
    Decimal guidanceScale();

    /** Another name for {@code guidance_scale}. */
    Decimal cfgScale();

    /** Classifier-free guidance of models whose guidance is an input. */
    Decimal trueCfgScale();

    /** How far the result may go from the image. */
    Decimal strength();

    /** LoRAs. */
    Loras loras();

    /** Another scheduler than the model's own. */
    Named scheduler();

    /** Images of one request. */
    Whole n();

    /** What repeats an image. */
    Words seed();

    /** An image to begin with. */
    Words image();

    /** Which part of it is redrawn. */
    Words maskImage();

    /** The style. */
    Words stylePreset();

    /** The model. */
    Words model();

    /** The file format. */
    Words outputFormat();

    /** How a parameter is shown to people. */
    interface Words {
        /** Its name for people. */
        TextConfig title();

        /** What it does. */
        TextConfig description();

        /** Where forms show it. */
        Optional<Show> show();
    }

    /** A value with a name that people read, such as {@code quick: 4} or {@code quick: {value: 4, title: Quick}}. */
    interface Choice {
        /** The value, if nothing else is said. */
        @WithParentName
        Optional<String> bare();

        /** The value. */
        Optional<String> value();

        /** The choice's name for people; its key when absent. */
        TextConfig title();
    }

    /** A text that callers write. */
    interface Written extends Words {
        /** The text when the caller sends none. */
        @WithName("default")
        Optional<String> initial();
    }

    /** The prompt. */
    interface Prompt extends Written {
        /** The most characters of a prompt or negative prompt. */
        @WithDefault("2000")
        int maxLength();

        /** The languages that the model reads. */
        Optional<List<String>> languages();

        /** Another name for {@code languages}. */
        Optional<List<String>> language();
    }

    /** A whole number. */
    interface Whole extends Words {
        /** The value when the caller sends none. */
        @WithName("default")
        OptionalInt initial();

        /** The lowest value. */
        OptionalInt min();

        /** The highest value. */
        OptionalInt max();

        /** Values with names. */
        Map<String, Choice> choices();
    }

    /** A real number. */
    interface Decimal extends Words {
        /** The value when the caller sends none. */
        @WithName("default")
        Optional<Float> initial();

        /** The lowest value. */
        Optional<Float> min();

        /** The highest value. */
        Optional<Float> max();

        /** Values with names. */
        Map<String, Choice> choices();
    }

    /** One of several names. */
    interface Named extends Words {
        /** The name when the caller sends none. */
        @WithName("default")
        Optional<String> initial();

        /** Names with names for people. */
        Map<String, Choice> choices();
    }

    /** LoRAs of an image. */
    interface Loras extends Words {
        /** The most LoRAs of an image. */
        @WithDefault("4")
        int max();

        /** The limits of a weight. */
        Weight weight();
    }

    /** Limits of a LoRA's weight. */
    interface Weight {
        /** The lowest weight. */
        @WithDefault("-2")
        float min();

        /** The highest weight. */
        @WithDefault("2")
        float max();
    }
}
