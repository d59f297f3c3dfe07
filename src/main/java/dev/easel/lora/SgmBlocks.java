package dev.easel.lora;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The names of a U-Net's modules in Stability AI's code (SGM), which kohya's SDXL LoRAs use: its blocks are numbered
 * consecutively, those of diffusers by resolution.
 */
final class SgmBlocks {
    private static final Pattern BLOCK = Pattern.compile("(input|output)_blocks_(\\d{1,4})_(\\d)_(.+)");
    private static final Pattern MIDDLE = Pattern.compile("middle_block_([012])_(.+)");
    private static final Map<String, String> OUTER = Map.of(
            "time_embed_0", "time_embedding_linear_1",
            "time_embed_2", "time_embedding_linear_2",
            "label_emb_0_0", "add_embedding_linear_1",
            "label_emb_0_2", "add_embedding_linear_2",
            "input_blocks_0_0", "conv_in",
            "out_2", "conv_out");
    private static final Map<String, String> RESNET = Map.of(
            "in_layers_2", "conv1",
            "out_layers_3", "conv2",
            "emb_layers_1", "time_emb_proj",
            "skip_connection", "conv_shortcut");

    private SgmBlocks() {}

    /** The diffusers name, if this is a name in SGM's style. */
    static Optional<String> translate(String module, int layersPerBlock) {
        var block = BLOCK.matcher(module);
        var middle = MIDDLE.matcher(module);
        if (OUTER.containsKey(module)) {
            return Optional.of(OUTER.get(module));
        } else if (middle.matches()) {
            int index = Integer.parseInt(middle.group(1));
            String rest = middle.group(2);
            return index == 1 ? Optional.of("mid_block_attentions_0_" + rest) : resnet("mid_block", index / 2, rest);
        } else if (block.matches()) {
            int index = Integer.parseInt(block.group(2));
            int place = Integer.parseInt(block.group(3));
            return block.group(1).equals("input")
                    ? down(index - 1, place, block.group(4), layersPerBlock)
                    : up(index, place, block.group(4), layersPerBlock);
        }
        return Optional.empty();
    }

    /** Each block has its layers, then a downsampler. */
    private static Optional<String> down(int index, int place, String rest, int layers) {
        String block = "down_blocks_" + index / (layers + 1);
        int layer = index % (layers + 1);
        if (index < 0) {
            return Optional.empty();
        }
        if (layer == layers) {
            return rest.equals("op") ? Optional.of(block + "_downsamplers_0_conv") : Optional.empty();
        }
        return layer(block, layer, place, rest);
    }

    /** Each block has a layer more than on the way down; the last also holds the upsampler. */
    private static Optional<String> up(int index, int place, String rest, int layers) {
        String block = "up_blocks_" + index / (layers + 1);
        return place > 0 && rest.equals("conv")
                ? Optional.of(block + "_upsamplers_0_conv")
                : layer(block, index % (layers + 1), place, rest);
    }

    private static Optional<String> layer(String block, int layer, int place, String rest) {
        return place == 0 ? resnet(block, layer, rest) : Optional.of(block + "_attentions_" + layer + "_" + rest);
    }

    private static Optional<String> resnet(String block, int layer, String rest) {
        return Optional.ofNullable(RESNET.get(rest)).map(name -> block + "_resnets_" + layer + "_" + name);
    }
}
