package dev.easel.pipeline;

import dev.easel.lora.AppliedLora;
import dev.easel.lora.Lora;
import dev.easel.lora.LoraStack;
import dev.easel.lora.Part;
import dev.easel.model.ModelException;
import dev.easel.onnx.OnnxAdapter;
import dev.easel.onnx.SessionHost;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * A model's LoRAs by name: those that are merged into its weights, and {@code .onnx_adapter} files, which a graph that
 * was exported for them takes as inputs.
 */
public final class ModelLoras {
    private static final String ONNX_ADAPTER = ".onnx_adapter";

    private final Map<String, Lora> merged = new LinkedHashMap<>();
    private final Map<String, OnnxAdapter> inputs = new LinkedHashMap<>();

    private ModelLoras() {}

    /**
     * Reads the headers of the files.
     *
     * @param host owns the files' native memory
     * @param files the files by name
     * @throws dev.easel.lora.LoraException if a LoRA cannot be used
     * @throws ModelException if an {@code .onnx_adapter} cannot be used
     */
    public static ModelLoras read(SessionHost host, Map<String, Path> files) {
        var loras = new ModelLoras();
        files.forEach((name, file) -> {
            if (file.toString().endsWith(ONNX_ADAPTER)) {
                loras.inputs.put(name, host.adapter(file));
            } else {
                loras.merged.put(name, Lora.read(file));
            }
        });
        return loras;
    }

    /** The names. */
    Set<String> names() {
        var names = new TreeSet<>(merged.keySet());
        names.addAll(inputs.keySet());
        return names;
    }

    /** The names of those that have no weight. */
    Set<String> unweighted() {
        return Set.copyOf(inputs.keySet());
    }

    /**
     * Checks that an image's LoRAs exist, that they can have their weights, and that they add up: those without a
     * weight replace each other.
     *
     * @throws IllegalArgumentException if not
     */
    void requireUsable(Setup setup) {
        for (var lora : setup.loras()) {
            if (inputs.containsKey(lora.name()) && lora.weight() != 1) {
                throw new IllegalArgumentException("the LoRA " + lora.name() + " has no weight but 1");
            }
            if (!inputs.containsKey(lora.name()) && !merged.containsKey(lora.name())) {
                throw new IllegalArgumentException("there is no LoRA " + lora.name());
            }
        }
        // ONNX Runtime would silently use one of them
        if (inputs(setup).size() > 1) {
            throw new IllegalArgumentException("only one of these LoRAs can be used at a time: "
                    + String.join(", ", new TreeSet<>(inputs.keySet())));
        }
    }

    /** The LoRAs that are merged into the weights for an image. */
    LoraStack stack(Setup setup) {
        return stack(setup, _ -> true);
    }

    /** Those of an image's LoRAs that change the embeddings of its prompts. */
    LoraStack promptStack(Setup setup) {
        return stack(setup, lora -> lora.parts().stream().anyMatch(part -> part != Part.DENOISER));
    }

    private LoraStack stack(Setup setup, Predicate<Lora> wanted) {
        return new LoraStack(setup.loras().stream()
                .flatMap(chosen -> Optional.ofNullable(merged.get(chosen.name()))
                        .filter(wanted)
                        .map(lora -> new AppliedLora(lora, chosen.weight()))
                        .stream())
                .toList());
    }

    /** The LoRAs that a graph takes as inputs for an image. */
    List<OnnxAdapter> inputs(Setup setup) {
        return setup.loras().stream()
                .flatMap(lora -> Optional.ofNullable(inputs.get(lora.name())).stream())
                .toList();
    }

    /** Checks each LoRA against a component's graph. */
    public void requireFit(String component, Path graph) {
        merged.values().forEach(lora -> new LoraStack(List.of(new AppliedLora(lora, 1))).requireFit(component, graph));
    }

    /** Checks that the model has every part that a LoRA changes. */
    public void requireParts(Set<Part> available) {
        for (var lora : merged.values()) {
            for (var part : lora.parts()) {
                if (!available.contains(part)) {
                    throw new ModelException(
                            lora.path(), "changes the " + part.component(), "a LoRA for this model, which has none");
                }
            }
        }
    }
}
