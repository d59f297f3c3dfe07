package dev.easel.pipeline;

import dev.easel.model.ModelFolder;
import dev.easel.scheduler.FlowSpacing;
import dev.easel.scheduler.Scheduler;
import dev.easel.scheduler.SchedulerConfig;
import dev.easel.scheduler.SchedulerName;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The schedulers that a model can be drawn with: its own, and others by name. Thread-safe.
 *
 * @param own the model's configuration
 * @param spacing how steps of a flow are spaced
 * @param named the others
 */
record ModelSchedulers(SchedulerConfig own, FlowSpacing spacing, Map<String, SchedulerConfig> named) {

    /** The schedulers of a model that is a rectified flow. */
    static ModelSchedulers ofFlow(ModelFolder folder, FlowSpacing spacing) {
        return of(SchedulerFile.readFlow(folder), spacing);
    }

    /** The schedulers of a model that predicts noise or velocity at timesteps of training. */
    static ModelSchedulers ofDiffusion(ModelFolder folder) {
        return of(SchedulerFile.readDiffusion(folder), FlowSpacing.NUMPY);
    }

    /** The same for Stable Diffusion 1.5, whose pipelines correct what old configurations say. */
    static ModelSchedulers ofStableDiffusion(ModelFolder folder) {
        var corrected = Map.<String, Object>of("clip_sample", false, "steps_offset", 1.0);
        return of(SchedulerFile.readDiffusion(folder).with(corrected), FlowSpacing.NUMPY);
    }

    private static ModelSchedulers of(SchedulerConfig own, FlowSpacing spacing) {
        var named = new LinkedHashMap<String, SchedulerConfig>();
        SchedulerName.allowedFor(own).forEach(name -> named.put(name.text(), name.appliedTo(own)));
        return new ModelSchedulers(own, spacing, named);
    }

    /** The scheduler of an image. */
    Scheduler choose(Setup setup) {
        return config(setup).scheduler(spacing);
    }

    /** How many passes an image takes whose generation begins at a step. */
    int passes(Setup setup, int steps, int begin) {
        var type = config(setup).type();
        return type.evaluations(steps) - firstPass(setup, begin);
    }

    /** The pass of the schedule that a step begins with. */
    int firstPass(Setup setup, int step) {
        return step * config(setup).type().order();
    }

    /** The most steps with each scheduler that callers may name. */
    Map<String, Integer> mostSteps() {
        var most = new LinkedHashMap<String, Integer>();
        named.forEach((name, config) -> most.put(name, config.maxSteps()));
        return most;
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
