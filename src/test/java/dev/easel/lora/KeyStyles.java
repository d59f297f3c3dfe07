package dev.easel.lora;

import dev.easel.fixtures.TensorFile;
import dev.easel.fixtures.TensorFile.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Rewrites a FLUX LoRA in PEFT's style in other styles: other names, and with layers fused as their models have them. */
final class KeyStyles {
    private static final Map<String, String> DOUBLE = Map.of(
            "attn.to_out.0", "img_attn.proj",
            "attn.to_add_out", "txt_attn.proj",
            "ff.net.0.proj", "img_mlp.0",
            "ff.net.2", "img_mlp.2",
            "ff_context.net.0.proj", "txt_mlp.0",
            "ff_context.net.2", "txt_mlp.2",
            "norm1.linear", "img_mod.lin",
            "norm1_context.linear", "txt_mod.lin");
    private static final Map<String, String> SINGLE = Map.of("proj_out", "linear2", "norm.linear", "modulation.lin");

    private KeyStyles() {}

    /** A module's factors and scale. */
    private record Module(Tensor down, Tensor up, float alpha) {}

    static TensorFile bfl(TensorFile peft, String prefix) {
        return write(fused(modules(peft)), name -> prefix + name, ".lora_A.weight", ".lora_B.weight");
    }

    static TensorFile kohya(TensorFile peft) {
        return write(
                fused(modules(peft)),
                name -> "lora_unet_" + name.replace('.', '_'),
                ".lora_down.weight",
                ".lora_up.weight");
    }

    static TensorFile renamed(TensorFile peft, String prefix, String down, String up) {
        return write(modules(peft), name -> prefix + name, down, up);
    }

    static TensorFile flattened(TensorFile peft, String prefix) {
        return write(modules(peft), name -> prefix + name.replace('.', '_'), ".lora_down.weight", ".lora_up.weight");
    }

    private static Map<String, Module> modules(TensorFile peft) {
        var modules = new LinkedHashMap<String, Module>();
        for (String name : peft.tensors().keySet()) {
            if (name.endsWith(".lora_A.weight")) {
                String path = name.replace(".lora_A.weight", "");
                var down = peft.tensors().get(name);
                var alpha = peft.tensors().get(path + ".alpha");
                modules.put(
                        path.replace("transformer.", ""),
                        new Module(
                                down,
                                peft.tensors().get(path + ".lora_B.weight"),
                                alpha == null ? down.extent(0) : alpha.values()[0]));
            }
        }
        return modules;
    }

    private static TensorFile write(Map<String, Module> modules, UnaryOperator<String> names, String down, String up) {
        var file = new TensorFile();
        modules.forEach((name, module) -> {
            file.with(names.apply(name) + down, module.down());
            file.with(names.apply(name) + up, module.up());
            file.with(names.apply(name) + ".alpha", Tensor.of(List.of(), module.alpha()));
        });
        return file;
    }

    private static Map<String, Module> fused(Map<String, Module> modules) {
        var result = new LinkedHashMap<String, Module>();
        for (int i = 0; i < 2; i++) {
            String block = "transformer_blocks." + i + ".";
            String old = "double_blocks." + i + ".";
            result.put(old + "img_attn.qkv", fuse(modules, block, "attn.to_q", "attn.to_k", "attn.to_v"));
            result.put(
                    old + "txt_attn.qkv",
                    fuse(modules, block, "attn.add_q_proj", "attn.add_k_proj", "attn.add_v_proj"));
            DOUBLE.forEach((name, renamed) -> move(modules, block + name, result, old + renamed));
            String single = "single_" + block;
            String oldSingle = "single_blocks." + i + ".";
            result.put(oldSingle + "linear1", fuse(modules, single, "attn.to_q", "attn.to_k", "attn.to_v", "proj_mlp"));
            SINGLE.forEach((name, renamed) -> move(modules, single + name, result, oldSingle + renamed));
        }
        if (result.values().stream().mapToInt(m -> m.down().extent(0)).sum()
                != modules.values().stream().mapToInt(m -> m.down().extent(0)).sum()) {
            throw new AssertionError("modules were lost");
        }
        return result;
    }

    private static void move(Map<String, Module> from, String name, Map<String, Module> to, String renamed) {
        if (from.containsKey(name)) {
            to.put(renamed, from.get(name));
        }
    }

    /** The down factors one below the other, the up factors along the diagonal. */
    private static Module fuse(Map<String, Module> modules, String block, String... names) {
        var parts = Arrays.stream(names).map(name -> modules.get(block + name)).toList();
        int rank = parts.stream().mapToInt(part -> part.down().extent(0)).sum();
        int out = parts.stream().mapToInt(part -> part.up().extent(0)).sum();
        var down = new ArrayList<Float>();
        var up = new float[out * rank];
        int row = 0;
        int column = 0;
        for (var part : parts) {
            for (float value : part.down().values()) {
                down.add(value);
            }
            int partRank = part.down().extent(0);
            for (int i = 0; i < part.up().values().length; i++) {
                up[(row + i / partRank) * rank + column + i % partRank] =
                        part.up().values()[i];
            }
            row += part.up().extent(0);
            column += partRank;
        }
        var values = new float[down.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = down.get(i);
        }
        long in = parts.getFirst().down().extent(1);
        return new Module(
                Tensor.of(List.of((long) rank, in), values),
                Tensor.of(List.of((long) out, (long) rank), up),
                parts.getFirst().alpha() * parts.size());
    }
}
