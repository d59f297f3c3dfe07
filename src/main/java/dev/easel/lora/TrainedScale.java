package dev.easel.lora;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.file.Path;
import java.util.List;

/**
 * The scale that a LoRA was trained with, if its file has no alpha tensors: PEFT's configuration in the metadata
 * that diffusers writes ({@code lora_adapter_metadata}), or else 1.
 *
 * @param config the configuration, its keys beginning with the component's name
 */
record TrainedScale(JsonNode config) {
    private static final String KEY = "lora_adapter_metadata";

    static TrainedScale read(Safetensors file) {
        String text = file.metadata().get(KEY);
        if (text == null) {
            return new TrainedScale(MissingNode.getInstance());
        }
        try {
            return new TrainedScale(new JsonMapper().readTree(text));
        } catch (JsonProcessingException e) {
            throw broken(file.path(), "no JSON (" + e.getOriginalMessage() + ")");
        }
    }

    /** A module's scale. */
    double of(Path path, LoraKey key, long rank) {
        for (String prefix : prefixes(key.part())) {
            if (config.has(prefix + "lora_alpha")) {
                var alpha = alpha(prefix, key.module());
                if (!alpha.isNumber()) {
                    throw broken(path, "the lora_alpha " + alpha);
                }
                boolean stabilised = config.path(prefix + "use_rslora").asBoolean();
                return alpha.asDouble() / (stabilised ? Math.sqrt((double) rank) : (double) rank);
            }
        }
        return 1;
    }

    private JsonNode alpha(String prefix, String module) {
        for (var pattern : config.path(prefix + "alpha_pattern").properties()) {
            String name = LoraKey.flatten(pattern.getKey());
            if (module.equals(name) || module.endsWith("_" + name)) {
                return pattern.getValue();
            }
        }
        return config.path(prefix + "lora_alpha");
    }

    private static List<String> prefixes(Part part) {
        return switch (part) {
            case DENOISER -> List.of("transformer.", "unet.");
            case TEXT_ENCODER -> List.of("text_encoder.");
            case TEXT_ENCODER_2 -> List.of("text_encoder_2.");
        };
    }

    private static LoraException broken(Path path, String problem) {
        return new LoraException(path, "has " + KEY + " with " + problem, "PEFT's configuration as JSON");
    }
}
