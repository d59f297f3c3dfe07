package dev.easel.pipeline;

import dev.easel.onnx.Dtype;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.util.OptionalInt;

/** The settings of one model: where it is and how it is opened. Those of every served model have the same keys. */
public interface ModelSettings {

    /** The model's folder. */
    @WithDefault("models/scenes-flux")
    Path id();

    /** The element type of the graphs to open: auto, float32 or float16. */
    @WithDefault("auto")
    Dtype dtype();

    /**
     * Tokens that T5 sees of a prompt, padding included; it changes the picture. When absent, 512 for FLUX.1-dev and 256
     * for FLUX.1-schnell, or fewer if the tokenizer says so.
     */
    @Min(1) OptionalInt maxSequenceLength();

    /**
     * Z-Image's guidance: how many times the length of the unguided output the guided one may have, as {@code
     * cfg_normalization} of diffusers; 0 is no bound.
     */
    @DecimalMin("0") @WithDefault("0")
    float cfgNormalization();

    /** Z-Image's guidance: up to which part of the way there is any, as {@code cfg_truncation} of diffusers. */
    @DecimalMin("0") @DecimalMax("1") @WithDefault("1")
    float cfgTruncation();

    /** Memory for the embeddings of prompts that may come again, such as {@code 128M}; 0 keeps none. */
    @WithDefault("128M")
    MemorySize promptCache();
}
