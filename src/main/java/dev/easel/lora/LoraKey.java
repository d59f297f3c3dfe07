package dev.easel.lora;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The parsed name of a tensor. Trainers write the same module as {@code transformer_blocks.0.attn.to_q} or
 * {@code transformer_blocks_0_attn_to_q}; the second cannot be turned into the first, so all become the second.
 *
 * @param part the part of the model
 * @param module the module's path with underscores between its names
 * @param role the tensor's role in the module
 */
record LoraKey(Part part, String module, Role role) {
    private static final Pattern FACTOR = Pattern.compile(
            "(.+?)[._](?:lora_(A|B)|lora_(down|up)|lora\\.(down|up)|lora_linear_layer\\.(down|up))(?:\\.\\w+)?\\.weight");
    private static final Pattern ALPHA = Pattern.compile("(.+?)\\.(?:lora_)?alpha");

    /** The keys of other methods, whose weights are not a product of two factors. */
    private static final Map<Pattern, String> OTHER_METHODS = Map.of(
            Pattern.compile(".*\\.(dora_scale|lora_magnitude_vector(\\..*)?)"), "DoRA",
            Pattern.compile(".*\\.hada_(w|t)\\d.*"), "LoHa",
            Pattern.compile(".*\\.lokr_(w|t)\\d.*"), "LoKr",
            Pattern.compile(".*\\.lora_mid\\.weight"), "LoCon with a middle factor",
            Pattern.compile(".*\\.(oft_|boft_).*"), "OFT",
            Pattern.compile(".*\\.(ia3_l.*|on_input)"), "(IA)3",
            Pattern.compile(".*\\.[ab][12]\\.weight"), "GLoRA",
            Pattern.compile(".*\\.(diff|diff_b|set_weight|w_norm|b_norm)"), "full differences",
            Pattern.compile(".*\\.lora_(B|up)(\\.\\w+)?\\.bias"), "LoRA with biases",
            Pattern.compile(".*\\.lora_embedding_[AB].*"), "LoRA of embeddings");

    /** Prefixes that say which part a module belongs to, the longer first if one is a prefix of another. */
    private static final List<Map.Entry<String, Part>> PREFIXES = List.of(
            Map.entry("lora_te1_", Part.TEXT_ENCODER),
            Map.entry("lora_te2_", Part.TEXT_ENCODER_2),
            Map.entry("lora_te3_", Part.TEXT_ENCODER_2),
            Map.entry("lora_te_", Part.TEXT_ENCODER),
            Map.entry("text_encoder_2.", Part.TEXT_ENCODER_2),
            Map.entry("text_encoder.", Part.TEXT_ENCODER),
            Map.entry("lora_unet_", Part.DENOISER),
            Map.entry("lora_transformer_", Part.DENOISER),
            Map.entry("lycoris_", Part.DENOISER),
            Map.entry("model.diffusion_model.", Part.DENOISER),
            Map.entry("diffusion_model.", Part.DENOISER),
            Map.entry("transformer.", Part.DENOISER),
            Map.entry("unet.", Part.DENOISER));

    /** The role of a tensor in its module. */
    enum Role {
        /** The factor that is applied first, [rank, in]. */
        DOWN,
        /** The factor that is applied second, [out, rank]. */
        UP,
        /** The scale, times the rank. */
        ALPHA
    }

    /** Parses a name, if it is one of LoRA's. */
    static Optional<LoraKey> parse(String name) {
        var factor = FACTOR.matcher(name);
        if (factor.matches()) {
            boolean down = List.of("A", "down").stream()
                    .anyMatch(word -> word.equals(factor.group(2))
                            || word.equals(factor.group(3))
                            || word.equals(factor.group(4))
                            || word.equals(factor.group(5)));
            return Optional.of(of(factor.group(1), down ? Role.DOWN : Role.UP));
        }
        var alpha = ALPHA.matcher(name);
        return alpha.matches() ? Optional.of(of(alpha.group(1), Role.ALPHA)) : Optional.empty();
    }

    /** The method that a tensor belongs to, if it is known and not LoRA. */
    static Optional<String> otherMethod(String name) {
        return OTHER_METHODS.entrySet().stream()
                .filter(method -> method.getKey().matcher(name).matches())
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static LoraKey of(String path, Role role) {
        String rest = path;
        while (rest.startsWith("base_model.model.")) {
            rest = rest.substring("base_model.model.".length());
        }
        for (var prefix : PREFIXES) {
            if (rest.startsWith(prefix.getKey())) {
                return of(prefix.getValue(), rest.substring(prefix.getKey().length()), role);
            }
        }
        return of(rest.startsWith("text_model.") ? Part.TEXT_ENCODER : Part.DENOISER, rest, role);
    }

    private static LoraKey of(Part part, String path, Role role) {
        String module = flatten(path).replace("_processor_to_", "_to_");
        if (part != Part.DENOISER) {
            module = module.replaceFirst("^(text_model|model)_", "");
        }
        return new LoraKey(part, module, role);
    }

    /** A module's path with underscores between its names. */
    static String flatten(String path) {
        return path.replace('.', '_');
    }
}
