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
 * LoRAs that are used together. Each weight that they change is replaced by {@code W + sum of weight * (alpha / rank) *
 * up @ down}, computed in float32 and rounded once to the weight's own type. All other weights stay the graph's.
 *
 * <p>Memory: a copy of each changed weight, for as long as the session is open; the factors of one weight at a time
 * while merging. Merging uses all cores.
 *
 * @param loras the LoRAs with their weights
 */
public record LoraStack(List<AppliedLora> loras) implements WeightSource {

    /** An immutable stack. */
    public LoraStack {
        loras = List.copyOf(loras);
    }

    /** Whether these LoRAs change a component. */
    public boolean touches(String component) {
        return Part.of(component)
                .filter(part ->
                        loras.stream().anyMatch(source -> source.lora().parts().contains(part)))
                .isPresent();
    }

    /**
     * Checks that the LoRAs fit a component's graph, without merging anything.
     *
     * @throws LoraException if one does not fit; the message names some of the modules
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
     * @throws LoraException if a LoRA does not fit the graph or cannot be read
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
        return new Plan(graph, MergePlan.of(graph, Part.of(component).orElseThrow(), loras));
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
            var path = update.source().lora().path();
            throw new LoraException(path, "cannot be read (" + e.getMessage() + ")", "a readable file", e);
        }
    }
}
