package dev.easel.lora;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** SDXL's U-Net with two layers a block, as in real models (the fixtures have one). */
class ModuleTranslationTest {

    @ParameterizedTest
    @CsvSource({
        "input_blocks_1_0_in_layers_2, down_blocks_0_resnets_0_conv1",
        "input_blocks_3_0_op, down_blocks_0_downsamplers_0_conv",
        "input_blocks_4_1_proj_in, down_blocks_1_attentions_0_proj_in",
        "input_blocks_5_0_skip_connection, down_blocks_1_resnets_1_conv_shortcut",
        "input_blocks_8_1_transformer_blocks_9_attn2_to_out_0,"
                + " down_blocks_2_attentions_1_transformer_blocks_9_attn2_to_out_0",
        "middle_block_0_emb_layers_1, mid_block_resnets_0_time_emb_proj",
        "middle_block_1_proj_out, mid_block_attentions_0_proj_out",
        "middle_block_2_out_layers_3, mid_block_resnets_1_conv2",
        "output_blocks_2_1_transformer_blocks_0_ff_net_2, up_blocks_0_attentions_2_transformer_blocks_0_ff_net_2",
        "output_blocks_2_2_conv, up_blocks_0_upsamplers_0_conv",
        "output_blocks_5_1_conv, up_blocks_1_upsamplers_0_conv",
        "output_blocks_8_0_in_layers_2, up_blocks_2_resnets_2_conv1"
    })
    void numbersBlocksByResolution(String sgm, String diffusers) {
        assertThat(ModuleTranslation.of(sgm, 2).flatMap(translation -> translation.modules().stream()))
                .containsExactly(sgm, diffusers);
    }

    @ParameterizedTest
    @CsvSource({
        "unet.mid_block.attentions.0.transformer_blocks.0.attn1.processor.to_q_lora.down.weight,"
                + " mid_block_attentions_0_transformer_blocks_0_attn1_to_q",
        "unet.a.attn1.processor.to_out_lora.up.weight, a_attn1_to_out_0",
        "text_encoder.text_model.encoder.layers.0.self_attn.to_k_lora.down.weight, encoder_layers_0_self_attn_k_proj",
        "text_encoder.text_model.encoder.layers.0.self_attn.q_proj.lora_linear_layer.up.weight,"
                + " encoder_layers_0_self_attn_q_proj",
        "diffusion_model.layers.3.attention.out.lora_A.weight, layers_3_attention_to_out_0"
    })
    void translatesOlderNames(String key, String module) {
        var parsed = LoraKey.parse(key).orElseThrow();
        assertThat(ModuleTranslation.of(parsed.module(), 2).flatMap(translation -> translation.modules().stream()))
                .contains(module);
    }
}
