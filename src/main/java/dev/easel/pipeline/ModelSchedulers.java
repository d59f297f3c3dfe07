package dev.easel.pipeline;

import dev.easel.scheduler.FlowSpacing;
import dev.easel.scheduler.SchedulerConfig;
import dev.easel.scheduler.SchedulerName;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The schedulers that a model can be used with: its own, and others by name. Thread-safe.
 *
 * @param own the model's configuration
 * @param spacing how steps of a flow are spaced
 * @param named the others
 */
public record ModelSchedulers(SchedulerConfig own, FlowSpacing spacing, Map<String, SchedulerConfig> named) {

    /** The schedulers of a model with this configuration; the spacing only matters to a flow. */
    public static ModelSchedulers of(SchedulerConfig own, FlowSpacing spacing) {
        var named = new LinkedHashMap<String, SchedulerConfig>();
        SchedulerName.allowedFor(own).forEach(name -> named.put(name.text(), name.appliedTo(own)));
        return new ModelSchedulers(own, spacing, named);
    }

    /** The way from noise to an image of some tokens, from one of its steps on. */
    Denoising.Trajectory trajectory(Setup setup, int steps, int tokens, int firstStep) {
        var scheduler = config(setup).scheduler(spacing);
        return new Denoising.Trajectory(
                scheduler, scheduler.schedule(steps, tokens), firstPass(config(setup), firstStep));
    }

    /** How many passes an image takes that begins at a step. */
    int passes(Setup setup, int steps, int firstStep) {
        var config = config(setup);
        return config.type().evaluations(steps) - firstPass(config, firstStep);
    }

    private static int firstPass(SchedulerConfig config, int firstStep) {
        return firstStep * config.type().order();
    }

    /** The most steps with each scheduler that callers may name. */
    Map<String, Integer> maxSteps() {
        var steps = new LinkedHashMap<String, Integer>();
        named.forEach((name, config) -> steps.put(name, config.maxSteps()));
        return steps;
    }

    private SchedulerConfig config(Setup setup) {
        return setup.scheduler()
                .map(name -> {
                    var config = named.get(name);
                    if (config == null) {
                        throw new IllegalArgumentException("there is no scheduler " + name);
                    }
                    return config;
                })
                .orElse(own);
    }
}
