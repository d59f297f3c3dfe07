package dev.easel.pipeline;

import dev.easel.onnx.JsonFile;
import dev.easel.onnx.ModelException;
import dev.easel.onnx.ModelFolder;
import dev.easel.scheduler.FlowMatchEulerScheduler;
import dev.easel.scheduler.SigmaShift;
import java.util.List;

/** Reads {@code scheduler/scheduler_config.json}, and refuses what would be silently drawn otherwise. */
final class SchedulerFile {
    private static final List<String> UNSUPPORTED = List.of(
            "use_karras_sigmas",
            "use_exponential_sigmas",
            "use_beta_sigmas",
            "stochastic_sampling",
            "invert_sigmas",
            "shift_terminal");

    private SchedulerFile() {}

    static FlowMatchEulerScheduler read(ModelFolder folder) {
        return read(JsonFile.read(folder.file("scheduler", "scheduler_config.json")));
    }

    static FlowMatchEulerScheduler read(JsonFile config) {
        if (!config.text("_class_name").equals("FlowMatchEulerDiscreteScheduler")) {
            throw new ModelException(
                    config.path(),
                    "has the _class_name " + config.text("_class_name"),
                    "FlowMatchEulerDiscreteScheduler");
        }
        for (String setting : UNSUPPORTED) {
            if (config.has(setting) && !config.root().path(setting).asText().equals("false")) {
                throw new ModelException(config.path(), "sets " + setting, "a schedule without it");
            }
        }
        return new FlowMatchEulerScheduler(config.positiveInteger("num_train_timesteps"), shift(config));
    }

    private static SigmaShift shift(JsonFile config) {
        if (!config.flag("use_dynamic_shifting")) {
            return new SigmaShift.Static((float) config.number("shift"));
        }
        if (config.has("time_shift_type") && !config.text("time_shift_type").equals("exponential")) {
            throw new ModelException(config.path(), "has a linear time_shift_type", "exponential");
        }
        // the fixed "shift" of FLUX.1-dev's file is ignored when shifting is dynamic, as in diffusers
        return new SigmaShift.Dynamic(
                config.number("base_shift"),
                config.number("max_shift"),
                config.integer("base_image_seq_len"),
                config.integer("max_image_seq_len"));
    }
}
