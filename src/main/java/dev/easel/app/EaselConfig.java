package dev.easel.app;

import dev.easel.model.Dtype;
import io.quarkus.arc.Unremovable;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithName;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The keys of {@code easel} that are read without a mapping. Nobody injects it, yet it has to be here: SmallRye refuses unknown
 * keys only below the prefix of a mapping, and without this one a misspelt group would be ignored.
 */
@Unremovable
@ConfigMapping(prefix = "easel", namingStrategy = ConfigMapping.NamingStrategy.SNAKE_CASE)
public interface EaselConfig {
    /** The folder of configuration files; {@link dev.easel.setting.FolderSources} reads it. */
    Optional<Path> config();

    /** {@code easel.hub}, which {@code ./easel pull} reads. */
    Hub hub();

    /** What holds for every model that does not say otherwise; {@link RuntimeDefaults} reads it. */
    ModelDefaults runtime();

    /** The launcher's system property: the package's folder. */
    @WithName("package")
    Optional<String> packageFolder();

    /** The launcher's system property: the folder of the native libraries. */
    Optional<String> natives();

    /** {@code easel.hub}. */
    interface Hub {
        /** A mirror of the Hub. */
        Optional<String> endpoint();

        /** Requests at a time. */
        Optional<Integer> connections();
    }

    /** A part of {@code easel.runtime}, whose other keys are {@link dev.easel.onnx.RuntimeConfig}. */
    interface ModelDefaults {
        /** The default of {@code easel.model.dtype}. */
        Optional<Dtype> dtype();

        /** The default of {@code easel.model.offload}. */
        Optional<Boolean> offload();

        /** The default of {@code easel.model.memory_optimization}. */
        Optional<Boolean> memoryOptimization();
    }
}
