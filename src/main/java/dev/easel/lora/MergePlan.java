package dev.easel.lora;

import dev.easel.graph.GraphFile;
import dev.easel.graph.Initializer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The updates that LoRAs make to the weights of a graph. Planning reads no weights. */
final class MergePlan {
    private static final Pattern RESNET = Pattern.compile("down_blocks_\\d+_resnets_(\\d{1,2})_conv1");

    private final Path graph;
    private final GraphModules modules;
    private final int layersPerBlock;
    private final Map<Initializer, List<Update>> updates = new LinkedHashMap<>();

    private MergePlan(GraphFile graph) {
        this.graph = graph.path();
        this.modules = GraphModules.of(graph);
        this.layersPerBlock = modules.names().stream()
                        .map(RESNET::matcher)
                        .filter(matcher -> matcher.matches())
                        .mapToInt(matcher -> Integer.parseInt(matcher.group(1)))
                        .max()
                        .orElse(1)
                + 1;
    }

    /**
     * The updates of a graph's weights, in the LoRAs' order.
     *
     * @throws LoraException if a LoRA does not fit the graph
     */
    static Map<Initializer, List<Update>> of(GraphFile graph, Part part, List<AppliedLora> loras) {
        var plan = new MergePlan(graph);
        loras.forEach(lora -> plan.add(lora, part));
        return plan.updates;
    }

    private void add(AppliedLora source, Part part) {
        var unknown = new ArrayList<String>();
        var changed = new HashMap<Initializer, String>();
        for (var module : source.lora().modules(part)) {
            var candidates =
                    ModuleTranslation.of(module.module(), layersPerBlock).toList();
            candidates.stream()
                    .filter(this::isKnown)
                    .findFirst()
                    .ifPresentOrElse(translation -> add(source, module, translation, changed), () -> {
                        refuseQuantised(source, candidates);
                        unknown.add(module.module());
                    });
        }
        if (!unknown.isEmpty()) {
            throw new LoraException(
                    source.lora().path(),
                    "has " + unknown.size() + " modules that " + graph + " does not have: " + Names.some(unknown),
                    "a LoRA for this model");
        }
    }

    private boolean isKnown(ModuleTranslation translation) {
        return translation.modules().stream()
                .noneMatch(name -> modules.find(name).isEmpty());
    }

    private void refuseQuantised(AppliedLora source, List<ModuleTranslation> candidates) {
        candidates.stream()
                .flatMap(candidate -> candidate.modules().stream())
                .filter(modules::isQuantised)
                .findFirst()
                .ifPresent(name -> {
                    throw new LoraException(
                            source.lora().path(),
                            "changes '" + name + "', which is quantised in " + graph,
                            "a model with float32, float16 or bfloat16 weights");
                });
    }

    private void add(
            AppliedLora source, LowRank module, ModuleTranslation translation, Map<Initializer, String> changed) {
        var weights = translation.modules().stream()
                .map(name -> only(source, name, modules.find(name)))
                .toList();
        requireFit(source, module, weights);
        for (var weight : weights) {
            String other = changed.put(weight.weight(), module.module());
            if (other != null) {
                throw new LoraException(
                        source.lora().path(),
                        "changes the same weight by '" + other + "' and '" + module.module() + "'",
                        "one of them");
            }
        }
        switch (translation.rows()) {
            case AS_THEY_ARE -> addInTurn(source, module, weights);
            case HALVES_SWAPPED -> addSwapped(source, module, weights.getFirst());
        }
    }

    private void addInTurn(AppliedLora source, LowRank module, List<ModuleWeight> weights) {
        int row = 0;
        for (var weight : weights) {
            add(new Update(source, module, weight, row, weight.out(), 0));
            row += weight.out();
        }
    }

    private void addSwapped(AppliedLora source, LowRank module, ModuleWeight weight) {
        int half = weight.out() / 2;
        add(new Update(source, module, weight, half, weight.out() - half, 0));
        add(new Update(source, module, weight, 0, half, weight.out() - half));
    }

    private void add(Update update) {
        updates.computeIfAbsent(update.target().weight(), weight -> new ArrayList<>())
                .add(update);
    }

    private ModuleWeight only(AppliedLora source, String name, Set<ModuleWeight> found) {
        var weight = found.iterator().next();
        if (found.size() > 1 || weight.uses() != 1) {
            throw new LoraException(
                    source.lora().path(),
                    "changes '" + name + "', whose weight in " + graph + " is not its own",
                    "a weight that one module alone uses (export the model without sharing equal weights)");
        }
        return weight;
    }

    private void requireFit(AppliedLora source, LowRank module, List<ModuleWeight> weights) {
        int out = weights.stream().mapToInt(ModuleWeight::out).sum();
        boolean fits = module.out() == out && weights.stream().allMatch(weight -> weight.takes(module.down()));
        if (!fits) {
            var shapes =
                    weights.stream().map(weight -> weight.weight().extents()).toList();
            throw new LoraException(
                    source.lora().path(),
                    "has factors of shapes " + module.down().extents() + " and "
                            + module.up().extents() + " for '" + module.module() + "'",
                    "factors for weights of shapes " + shapes + " in " + graph);
        }
    }
}
