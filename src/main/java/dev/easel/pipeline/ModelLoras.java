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

/**
 * The adapters that a model can be drawn with, by name: those that are merged into its weights, and those that a graph
 * made for them takes beside its inputs.
 */
final class ModelLoras {
    private static final String ONNX_ADAPTER = ".onnx_adapter";

    private final Map<String, Lora> merged = new LinkedHashMap<>();
    private final Map<String, OnnxAdapter> inputs = new LinkedHashMap<>();

    private ModelLoras() {}

    /**
     * Reads the headers of the adapters' files.
     *
     * @param host owns what the files need natively
     * @param files the files by name
     * @throws dev.easel.lora.LoraException if one cannot be used
     * @throws ModelException if one cannot be used
     */
    static ModelLoras read(SessionHost host, Map<String, Path> files) {
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

    /** Whether a name's adapter acts as it is, without a weight. */
    Set<String> unweighted() {
        return Set.copyOf(inputs.keySet());
    }

    /**
     * Checks that there are the adapters of an image, that they can have their weights, and that they add up: those that
     * have no weight replace each other.
     *
     * @throws IllegalArgumentException if not
     */
    void requireUsable(Setup setup) {
        for (var lora : setup.loras()) {
            if (inputs.containsKey(lora.name()) && lora.weight() != 1) {
                throw new IllegalArgumentException("the adapter " + lora.name() + " has no weight but 1");
            }
            if (!inputs.containsKey(lora.name()) && !merged.containsKey(lora.name())) {
                throw new IllegalArgumentException("there is no adapter " + lora.name());
            }
        }
        // ONNX Runtime would use one of them and not say so
        if (inputs(setup).size() > 1) {
            throw new IllegalArgumentException(
                    "only one at a time of the adapters " + String.join(", ", new TreeSet<>(inputs.keySet())));
        }
    }

    /** What is merged into the weights for an image. */
    LoraStack stack(Setup setup) {
        return new LoraStack(setup.loras().stream()
                .flatMap(
                        lora -> Optional.ofNullable(merged.get(lora.name()))
                                .map(adapter -> new AppliedLora(adapter, lora.weight()))
                                .stream())
                .toList());
    }

    /** What a graph takes beside its inputs for an image. */
    List<OnnxAdapter> inputs(Setup setup) {
        return setup.loras().stream()
                .flatMap(lora -> Optional.ofNullable(inputs.get(lora.name())).stream())
                .toList();
    }

    /** Those of an image's adapters that change how its prompts are read. */
    List<WeightedLora> ofPrompts(Setup setup) {
        return setup.loras().stream()
                .filter(lora -> Optional.ofNullable(merged.get(lora.name()))
                        .filter(adapter -> adapter.parts().stream().anyMatch(part -> part != Part.DENOISER))
                        .isPresent())
                .toList();
    }

    /** Checks each adapter against a component's graph. */
    void requireFit(String component, Path graph) {
        merged.values()
                .forEach(adapter -> new LoraStack(List.of(new AppliedLora(adapter, 1))).requireFit(component, graph));
    }

    /** Checks that the model has all that the adapters change. */
    void requireParts(Set<Part> available) {
        for (var adapter : merged.values()) {
            for (var part : adapter.parts()) {
                if (!available.contains(part)) {
                    throw new ModelException(
                            adapter.path(),
                            "changes the " + part.component(),
                            "an adapter for this model, which has none");
                }
            }
        }
    }
}
