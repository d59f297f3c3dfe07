package dev.easel.pipeline;

import dev.easel.onnx.ModelFolder;
import dev.easel.scheduler.Scheduler;
import java.util.Set;

/** The schedulers that a model can be drawn with: its own, and others by name. */
record ModelSchedulers(Scheduler own) {

    static ModelSchedulers read(ModelFolder folder) {
        return new ModelSchedulers(SchedulerFile.read(folder));
    }

    /** The scheduler of a picture. */
    Scheduler choose(Setup setup) {
        return own;
    }

    /** {@code timestep_spacing} of the model's own. */
    String spacing() {
        return "trailing";
    }

    Set<String> names() {
        return Set.of();
    }
}
