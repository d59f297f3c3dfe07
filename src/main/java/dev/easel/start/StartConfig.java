package dev.easel.start;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** {@code easel.start}: what happens while the service starts. */
@ConfigMapping(prefix = "easel.start", namingStrategy = ConfigMapping.NamingStrategy.SNAKE_CASE)
public interface StartConfig {
    /** What {@link #readAhead} is when absent. */
    String DEFAULT_READ_AHEAD = "2";
    /** What {@code easel.model.id} is when absent. */
    String DEFAULT_MODEL = "models/scenes-flux";

    /** How many files of models are read at a time before they are opened; 0 reads none ahead. */
    @Min(0) @Max(64) @WithDefault(DEFAULT_READ_AHEAD)
    int readAhead();
}
