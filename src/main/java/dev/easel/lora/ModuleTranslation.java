package dev.easel.lora;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The diffusers modules that a module of another style stands for. Where it stands for several, its output rows are
 * theirs, one after another.
 *
 * @param modules the modules, with underscores between their names
 * @param rows whether the rows are in the same order
 */
record ModuleTranslation(List<String> modules, Rows rows) {
    private static final String QKV = "_to_q _to_k _to_v";
    private static final List<Rule> RULES = List.of(
            // Black Forest Labs' FLUX
            rule("double_blocks_(\\d+)_img_attn_qkv", "transformer_blocks_$1_attn", QKV),
            rule("double_blocks_(\\d+)_txt_attn_qkv", "transformer_blocks_$1_attn_add", "_q_proj _k_proj _v_proj"),
            rule("double_blocks_(\\d+)_img_attn_proj", "transformer_blocks_$1_attn_to_out_0"),
            rule("double_blocks_(\\d+)_txt_attn_proj", "transformer_blocks_$1_attn_to_add_out"),
            rule("double_blocks_(\\d+)_img_mlp_0", "transformer_blocks_$1_ff_net_0_proj"),
            rule("double_blocks_(\\d+)_img_mlp_2", "transformer_blocks_$1_ff_net_2"),
            rule("double_blocks_(\\d+)_txt_mlp_0", "transformer_blocks_$1_ff_context_net_0_proj"),
            rule("double_blocks_(\\d+)_txt_mlp_2", "transformer_blocks_$1_ff_context_net_2"),
            rule("double_blocks_(\\d+)_img_mod_lin", "transformer_blocks_$1_norm1_linear"),
            rule("double_blocks_(\\d+)_txt_mod_lin", "transformer_blocks_$1_norm1_context_linear"),
            rule(
                    "single_blocks_(\\d+)_linear1",
                    "single_transformer_blocks_$1",
                    "_attn_to_q _attn_to_k _attn_to_v _proj_mlp"),
            rule("single_blocks_(\\d+)_linear2", "single_transformer_blocks_$1_proj_out"),
            rule("single_blocks_(\\d+)_modulation_lin", "single_transformer_blocks_$1_norm_linear"),
            rule("img_in", "x_embedder"),
            rule("txt_in", "context_embedder"),
            rule("time_in_in_layer", "time_text_embed_timestep_embedder_linear_1"),
            rule("time_in_out_layer", "time_text_embed_timestep_embedder_linear_2"),
            rule("guidance_in_in_layer", "time_text_embed_guidance_embedder_linear_1"),
            rule("guidance_in_out_layer", "time_text_embed_guidance_embedder_linear_2"),
            rule("vector_in_in_layer", "time_text_embed_text_embedder_linear_1"),
            rule("vector_in_out_layer", "time_text_embed_text_embedder_linear_2"),
            rule("final_layer_linear", "proj_out"),
            // has the shift first, diffusers the scale
            new Rule(
                    Pattern.compile("final_layer_adaLN_modulation_1"), List.of("norm_out_linear"), Rows.HALVES_SWAPPED),
            // Z-Image
            rule("(.*_attention)_qkv", "$1", QKV),
            rule("(.*_attention)_out", "$1_to_out_0"),
            // diffusers before PEFT
            rule("(.*_self_attn)_to_([qkv])", "$1_$2_proj"),
            rule("(.*_self_attn)_to_out", "$1_out_proj"),
            rule("(.*_to_out)", "$1_0"));

    /** The order of output rows. */
    enum Rows {
        /** As in the other style. */
        AS_THEY_ARE,
        /** The second half first. */
        HALVES_SWAPPED
    }

    private record Rule(Pattern pattern, List<String> modules, Rows rows) {
        ModuleTranslation translate(Matcher matcher) {
            return new ModuleTranslation(
                    modules.stream().map(matcher::replaceFirst).toList(), rows);
        }
    }

    private static Rule rule(String pattern, String module) {
        return new Rule(Pattern.compile(pattern), List.of(module), Rows.AS_THEY_ARE);
    }

    private static Rule rule(String pattern, String stem, String endings) {
        var modules = Stream.of(endings.split(" ")).map(ending -> stem + ending).toList();
        return new Rule(Pattern.compile(pattern), modules, Rows.AS_THEY_ARE);
    }

    /** The possible translations of a name, beginning with itself. */
    static Stream<ModuleTranslation> of(String module, int layersPerBlock) {
        var rules = RULES.stream().flatMap(rule -> {
            var matcher = rule.pattern().matcher(module);
            return matcher.matches() ? Stream.of(rule.translate(matcher)) : Stream.empty();
        });
        return Stream.of(
                        Stream.of(same(module)),
                        rules,
                        SgmBlocks.translate(module, layersPerBlock).stream().map(ModuleTranslation::same))
                .flatMap(translations -> translations);
    }

    private static ModuleTranslation same(String module) {
        return new ModuleTranslation(List.of(module), Rows.AS_THEY_ARE);
    }
}
