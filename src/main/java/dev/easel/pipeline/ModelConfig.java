package dev.easel.pipeline;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** {@code easel.model}: the model that callers get who name none. */
@ConfigMapping(prefix = "easel.model", namingStrategy = ConfigMapping.NamingStrategy.SNAKE_CASE)
public interface ModelConfig extends ModelSettings {

    /** What callers call it; the name of its folder when absent. */
    Optional<String> name();
}
