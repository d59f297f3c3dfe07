package dev.easel.pipeline.family;

import dev.easel.model.Dtype;
import dev.easel.setting.Limits;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The settings of one model: where it is and how it is opened. Every served model has the same keys. */
public interface ModelSettings {

    /** The model: a folder, or an id of the Hugging Face Hub such as {@code organization/name} that was pulled. */
    @WithDefault("models/scenes-flux")
    String id();

    /** For an id of the Hub: a branch, a tag or a commit. */
    @WithDefault("main")
    String revision();

    /** For an id of the Hub: the folder that models were pulled to; the Hub's usual cache when absent. */
    Optional<Path> cacheDir();

    /** The element type of the graphs to open: auto, float32, float16 or bfloat16. */
    @WithDefault("auto")
    Dtype dtype();

    /**
     * Whether encoders leave the GPU's memory to the denoising network: they run on the CPU. If everything runs there,
     * they are open only while they run.
     */
    @WithDefault("false")
    boolean offload();

    /**
     * Whether memory is returned after each run, and allocated in the sizes that are needed instead of powers of two.
     * Saves memory and costs time.
     */
    @WithDefault("false")
    boolean memoryOptimization();

    /** LoRAs by name, which callers choose with {@code loras}: safetensors or {@code .onnx_adapter} files. */
    Map<String, Path> loras();

    /** How many sets of LoRAs stay merged at a time; another one replaces the least recently used. */
    @WithDefault("1")
    int loraSessions();

    /**
     * Tokens of a prompt that T5 encodes, padding included; the number changes the image. When absent, 512 for
     * FLUX.1-dev and 256 for FLUX.1-schnell, or fewer if the tokenizer says so.
     */
    OptionalInt maxSequenceLength();

    /**
     * Z-Image's guidance: the longest guided output, in lengths of the unguided one, like {@code cfg_normalization} of
     * diffusers; 0 is no bound.
     */
    @WithDefault("0")
    float cfgNormalization();

    /** Z-Image's guidance: the part of the way up to which there is any, like {@code cfg_truncation} of diffusers. */
    @WithDefault("1")
    float cfgTruncation();

    /** Memory for the embeddings of recent prompts, such as {@code 128M}; 0 keeps none. */
    @WithDefault("128M")
    MemorySize promptCache();

    /** Validates the settings. */
    static void check(ModelSettings model, Limits limits) {
        limits.atLeast("lora_sessions", model.loraSessions(), 1)
                .atLeast("cfg_normalization", model.cfgNormalization(), 0)
                .between("cfg_truncation", model.cfgTruncation(), 0, 1);
        model.maxSequenceLength().ifPresent(length -> limits.atLeast("max_sequence_length", length, 1));
    }
}
