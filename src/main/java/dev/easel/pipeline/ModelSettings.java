package dev.easel.pipeline;

import dev.easel.model.Dtype;
import dev.easel.setting.Limits;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The settings of one model: where it is and how it is opened. Those of every served model have the same keys. */
public interface ModelSettings {

    /** The model: a folder, or an id of the Hugging Face Hub such as {@code organization/name}, once it was pulled. */
    @WithDefault("models/scenes-flux")
    String id();

    /** For an id of the Hub: a branch, a tag or a commit. */
    @WithDefault("main")
    String revision();

    /** For an id of the Hub: where models were pulled to; the usual cache of the Hub when absent. */
    Optional<Path> cacheDir();

    /** The element type of the graphs to open: auto, float32, float16 or bfloat16. */
    @WithDefault("auto")
    Dtype dtype();

    /**
     * Whether encoders leave the GPU's memory to the denoising network: they run on the CPU; or, where everything does, are
     * open only while they run.
     */
    @WithDefault("false")
    boolean offload();

    /**
     * Whether memory that a run no longer needs is given back after it, and taken only as it is asked for, instead of in
     * powers of two. Saves memory and costs time.
     */
    @WithDefault("false")
    boolean memoryOptimization();

    /** LoRA adapters by name, which callers choose with {@code loras}: safetensors or {@code .onnx_adapter} files. */
    Map<String, Path> loras();

    /** How many sets of adapters stay merged at a time; another one takes the place of the one used longest ago. */
    @WithDefault("1")
    int loraSessions();

    /**
     * Tokens that T5 sees of a prompt, padding included; it changes the image. When absent, 512 for FLUX.1-dev and 256
     * for FLUX.1-schnell, or fewer if the tokenizer says so.
     */
    OptionalInt maxSequenceLength();

    /**
     * Z-Image's guidance: how many times the length of the unguided output the guided one may have, as {@code
     * cfg_normalization} of diffusers; 0 is no bound.
     */
    @WithDefault("0")
    float cfgNormalization();

    /** Z-Image's guidance: up to which part of the way there is any, as {@code cfg_truncation} of diffusers. */
    @WithDefault("1")
    float cfgTruncation();

    /** Memory for the embeddings of prompts that may come again, such as {@code 128M}; 0 keeps none. */
    @WithDefault("128M")
    MemorySize promptCache();

    /** Holds the settings to their limits. */
    static void check(ModelSettings model, Limits limits) {
        limits.atLeast("lora_sessions", model.loraSessions(), 1)
                .atLeast("cfg_normalization", model.cfgNormalization(), 0)
                .between("cfg_truncation", model.cfgTruncation(), 0, 1);
        model.maxSequenceLength().ifPresent(length -> limits.atLeast("max_sequence_length", length, 1));
    }
}
