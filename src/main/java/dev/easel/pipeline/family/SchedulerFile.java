package dev.easel.pipeline.family;

import com.fasterxml.jackson.databind.JsonNode;
import dev.easel.model.JsonFile;
import dev.easel.model.ModelException;
import dev.easel.model.ModelFolder;
import dev.easel.scheduler.SchedulerConfig;
import dev.easel.scheduler.SchedulerType;
import dev.easel.scheduler.SettingException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.stream.Collectors;

/**
 * Reads {@code scheduler/scheduler_config.json}, and refuses whatever would silently change the image: unknown classes
 * and settings, and values that are not supported.
 */
final class SchedulerFile {
    private SchedulerFile() {}

    /**
     * The scheduler of a model folder.
     *
     * @throws ModelException naming the file, the setting, what was found and what was expected
     */
    static SchedulerConfig read(ModelFolder folder) {
        return read(JsonFile.read(file(folder)));
    }

    /** The scheduler of a model that is a rectified flow. */
    static SchedulerConfig readFlow(ModelFolder folder) {
        var config = read(folder);
        return config.isFlow()
                ? config
                : refused(
                        folder, config, "a scheduler of a flow, such as " + SchedulerType.FLOW_MATCH_EULER.className());
    }

    /** The scheduler of a model that predicts noise or velocity at timesteps of training. */
    static SchedulerConfig readDiffusion(ModelFolder folder) {
        var config = read(folder);
        return config.isFlow()
                ? refused(folder, config, "a scheduler of a model that is no flow, such as EulerDiscreteScheduler")
                : config;
    }

    private static SchedulerConfig refused(ModelFolder folder, SchedulerConfig config, String expectation) {
        throw new ModelException(
                file(folder), "has the _class_name " + config.type().className(), expectation);
    }

    private static Path file(ModelFolder folder) {
        return folder.file("scheduler", "scheduler_config.json");
    }

    static SchedulerConfig read(JsonFile file) {
        String className = file.text("_class_name");
        var type = SchedulerType.of(className)
                .orElseThrow(() -> new ModelException(
                        file.path(),
                        "has the _class_name " + className,
                        Arrays.stream(SchedulerType.values())
                                .map(SchedulerType::className)
                                .collect(Collectors.joining(" or "))));
        var settings = new HashMap<String, Object>();
        file.root().properties().forEach(entry -> {
            String key = entry.getKey();
            if (!key.startsWith("_") && isSet(entry.getValue())) {
                settings.put(known(file, key), SchedulerConfig.value(entry.getValue()));
            }
        });
        var config = new SchedulerConfig(type, settings);
        try {
            config.scheduler();
        } catch (SettingException e) {
            throw new ModelException(file.path(), e.problem(), e.expectation(), e);
        }
        return config;
    }

    /** An empty list means none ({@code disable_corrector}). */
    private static boolean isSet(JsonNode value) {
        return !value.isNull() && !(value.isArray() && value.isEmpty());
    }

    private static String known(JsonFile file, String key) {
        if (!SchedulerType.isSetting(key)) {
            throw new ModelException(file.path(), "has the unknown setting '" + key + "'", "settings of diffusers");
        }
        return key;
    }
}
