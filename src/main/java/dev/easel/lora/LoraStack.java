package dev.easel.lora;

import dev.easel.graph.GraphFile;
import dev.easel.graph.Initializer;
import dev.easel.graph.WeightReplacements;
import dev.easel.graph.WeightSource;
import dev.easel.tensor.FloatFormat;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Adapters that are used together. For each weight that they change,
 * {@code W + sum of weight * (alpha / rank) * up @ down} takes the weight's place; it is computed in float32 and rounded
 * once to the weight's own type. All other weights stay the graph's.
 *
 * <p>Memory: a copy of each changed weight, for as long as the session is open; the factors of one weight at a time while
 * merging. Merging uses all cores.
 *
 * @param adapters the adapters with their weights
 */
public record LoraStack(List<AppliedLora> adapters) implements WeightSource {

    /** Adapters that are used together. */
    public LoraStack {
        adapters = List.copyOf(adapters);
    }

    /** Whether a session of this component is another one with these adapters. */
    public boolean touches(String component) {
        return Part.of(component)
                .filter(part -> adapters.stream()
                        .anyMatch(source -> source.adapter().parts().contains(part)))
                .isPresent();
    }

    /**
     * Checks that the adapters fit a component's graph, without merging anything.
     *
     * @throws LoraException if one does not; the message names some of the modules
     * @throws dev.easel.model.ModelException if the graph cannot be read
     */
    public void requireFit(String component, Path graph) {
        if (touches(component)) {
            plan(component, graph);
        }
    }

    /**
     * The merged weights.
     *
     * @throws LoraException if an adapter does not fit the graph or cannot be read
     * @throws dev.easel.model.ModelException if the graph cannot be read
     */
    @Override
    public WeightReplacements replacements(String component, Path graph) {
        if (!touches(component)) {
            return WeightReplacements.none();
        }
        var plan = plan(component, graph);
        var replacements = WeightReplacements.of(plan.graph());
        try {
            plan.updates().forEach((weight, updates) -> merge(replacements.replace(weight), weight, updates));
            return replacements;
        } catch (RuntimeException e) {
            replacements.close();
            throw e;
        }
    }

    private record Plan(GraphFile graph, Map<Initializer, List<Update>> updates) {}

    private Plan plan(String component, Path path) {
        var graph = GraphFile.read(path);
        return new Plan(graph, MergePlan.of(graph, Part.of(component).orElseThrow(), adapters));
    }

    private static void merge(MemorySegment values, Initializer weight, List<Update> updates) {
        var format = weight.format().orElseThrow();
        var products = updates.stream().map(LoraStack::product).toList();
        int rows = Math.toIntExact(weight.extents().getFirst());
        int columns = Math.toIntExact(weight.elements() / rows);
        IntStream.range(0, rows).parallel().forEach(row -> mergeRow(values, format, row, columns, products));
    }

    private static void mergeRow(
            MemorySegment values, FloatFormat format, int row, int columns, List<Update.Product> products) {
        float[] sum = format.read(values, (long) row * columns, columns);
        products.forEach(product -> product.addTo(row, sum));
        format.write(sum, values, (long) row * columns);
    }

    private static Update.Product product(Update update) {
        try {
            return update.product();
        } catch (IOException e) {
            var path = update.source().adapter().path();
            throw new LoraException(path, "cannot be read (" + e.getMessage() + ")", "a readable file", e);
        }
    }
}
