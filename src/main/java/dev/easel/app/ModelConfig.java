package dev.easel.app;

import dev.easel.pipeline.family.ModelSettings;
import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** {@code easel.model}: the default model. */
@ConfigMapping(prefix = "easel.model", namingStrategy = ConfigMapping.NamingStrategy.SNAKE_CASE)
public interface ModelConfig extends ModelSettings {

    /** The name that callers use; the name of its folder when absent. */
    Optional<String> name();
}
