package dev.easel.lora;

import dev.easel.graph.GraphFile;
import dev.easel.graph.GraphNode;
import dev.easel.graph.Initializer;
import dev.easel.lora.ModuleWeight.Layout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds modules' weights in a graph. An exporter leaves a module's path in one or more places: the node's name
 * ({@code /transformer_blocks.0/attn/to_q/MatMul}), the weight's name, the name of the bias added next, or the node's
 * metadata. All of them count.
 */
final class GraphModules {
    private static final Set<String> LAYERS = Set.of("MatMul", "Gemm", "Conv");
    private static final Set<String> QUANTISED = Set.of(
            "MatMulInteger",
            "MatMulNBits",
            "QLinearMatMul",
            "QGemm",
            "ConvInteger",
            "QLinearConv",
            "DynamicQuantizeMatMul");
    private static final int LONGEST_CHAIN = 4;

    private final GraphFile graph;
    private final Map<String, GraphNode> producers = new HashMap<>();
    private final Map<String, List<GraphNode>> readers = new HashMap<>();
    private final Map<String, Set<ModuleWeight>> weights = new HashMap<>();
    private final Map<String, Set<ModuleWeight>> wrapped = new HashMap<>();
    private final Set<String> quantised = new HashSet<>();

    private GraphModules(GraphFile graph) {
        this.graph = graph;
    }

    static GraphModules of(GraphFile graph) {
        var modules = new GraphModules(graph);
        for (var node : graph.nodes()) {
            node.outputs().forEach(output -> modules.producers.put(output, node));
            node.inputs()
                    .forEach(input -> modules.readers
                            .computeIfAbsent(input, name -> new ArrayList<>())
                            .add(node));
        }
        graph.nodes().forEach(modules::add);
        return modules;
    }

    /** The weights that go by this name: one, or none, or several if the name is ambiguous. */
    Set<ModuleWeight> find(String module) {
        return weights.getOrDefault(module, wrapped.getOrDefault(module, Set.of()));
    }

    /** Whether a module of this name has a quantised weight. */
    boolean isQuantised(String module) {
        return quantised.contains(module);
    }

    /** All names. */
    Set<String> names() {
        return weights.keySet();
    }

    private void add(GraphNode node) {
        if (QUANTISED.contains(node.opType())) {
            paths(node, Optional.empty()).map(LoraKey::flatten).forEach(quantised::add);
        } else if (LAYERS.contains(node.opType()) && node.inputs().size() >= 2) {
            resolve(node.inputs().get(1), layout(node), LONGEST_CHAIN)
                    .ifPresentOrElse(
                            weight -> paths(node, Optional.of(weight.weight())).forEach(path -> add(path, weight)),
                            () -> addQuantised(node));
        }
    }

    private void addQuantised(GraphNode node) {
        var producer = producers.get(node.inputs().get(1));
        if (producer != null && producer.opType().equals("DequantizeLinear")) {
            paths(node, Optional.empty()).map(LoraKey::flatten).forEach(quantised::add);
        }
    }

    private void add(String path, ModuleWeight weight) {
        weights.computeIfAbsent(LoraKey.flatten(path), name -> new HashSet<>()).add(weight);
        int dot = path.indexOf('.');
        if (dot > 0) {
            // an exporter's wrapper, or text_model, around all modules
            wrapped.computeIfAbsent(LoraKey.flatten(path.substring(dot + 1)), name -> new HashSet<>())
                    .add(weight);
        }
    }

    private static Layout layout(GraphNode node) {
        return switch (node.opType()) {
            case "MatMul" -> Layout.IN_OUT;
            case "Gemm" -> node.integers("transB", 0L).equals(List.of(0L)) ? Layout.IN_OUT : Layout.OUT_IN;
            default -> Layout.OUT_IN;
        };
    }

    /** The weight behind a value, through operators that only pass it on. */
    private Optional<ModuleWeight> resolve(String value, Layout layout, int hops) {
        var initializer = graph.initializers().get(value);
        if (initializer != null) {
            return initializer.extents().size() < 2 || initializer.elements() == 0
                    ? Optional.empty()
                    : Optional.of(new ModuleWeight(initializer, layout, uses(value, hops)));
        }
        var producer = producers.get(value);
        if (producer == null || hops == 0 || !passesOn(producer)) {
            return Optional.empty();
        }
        var before = producer.opType().equals("Transpose") ? layout.transposed() : layout;
        return resolve(producer.inputs().getFirst(), before, hops - 1);
    }

    private static boolean passesOn(GraphNode node) {
        return switch (node.opType()) {
            case "Identity", "Cast" -> true;
            case "Transpose" -> node.integers("perm", 1L, 0L).equals(List.of(1L, 0L));
            default -> false;
        };
    }

    private long uses(String value, int hops) {
        return readers.getOrDefault(value, List.of()).stream()
                .mapToLong(
                        node -> passesOn(node) && hops > 0 ? uses(node.outputs().getFirst(), hops - 1) : 1)
                .sum();
    }

    private Stream<String> paths(GraphNode node, Optional<Initializer> weight) {
        var named = weight.map(Initializer::name)
                .filter(name -> name.endsWith(".weight"))
                .map(name -> name.substring(0, name.length() - ".weight".length()));
        return Stream.of(named.stream(), biases(node), nodePath(node).stream(), node.scope().stream())
                .flatMap(path -> path)
                .distinct();
    }

    private Stream<String> biases(GraphNode node) {
        return node.outputs().stream()
                .flatMap(output -> readers.getOrDefault(output, List.of()).stream())
                .filter(reader -> reader.opType().equals("Add"))
                .flatMap(add -> add.inputs().stream())
                .filter(input -> input.endsWith(".bias") && graph.initializers().containsKey(input))
                .map(input -> input.substring(0, input.length() - ".bias".length()));
    }

    /** {@code /t_embedder/mlp/mlp.0/Gemm} is t_embedder.mlp.0: modules in a sequence repeat its name. */
    private static Optional<String> nodePath(GraphNode node) {
        String[] parts = node.name().split("/", -1);
        var path = new ArrayList<String>();
        for (int i = 0; i < parts.length - 1; i++) {
            if (!parts[i].isEmpty() && !parts[i + 1].startsWith(parts[i] + ".")) {
                path.add(parts[i]);
            }
        }
        return path.isEmpty() ? Optional.empty() : Optional.of(String.join(".", path));
    }
}
