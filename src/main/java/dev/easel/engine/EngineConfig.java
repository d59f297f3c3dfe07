package dev.easel.engine;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** {@code easel.engine}: who shares passes with whom, how much work is accepted, and how long it may take to end. */
@ConfigMapping(prefix = "easel.engine", namingStrategy = ConfigMapping.NamingStrategy.SNAKE_CASE)
public interface EngineConfig {

    /** Which jobs share forward passes: step, request or off. The latter two are there to be compared with. */
    @WithDefault("step")
    Batching batching();

    /** What one forward pass may hold. */
    Batch batch();

    /** What is accepted at a time, running and waiting; beyond it callers are asked to come back. */
    Queue queue();

    /** A job that has waited for longer gets one turn of four, whatever its priority. */
    @DurationMin
    @WithDefault("30s")
    Duration ageing();

    /** Watchers get a preview after each so many steps. */
    @Min(1) @WithDefault("4")
    int previewEvery();

    /**
     * How much longer accepted pictures may take when the service is asked to stop. Shorter than what the server waits for
     * its requests, so that callers are still there to be told.
     */
    @DurationMin
    @WithDefault("20s")
    Duration drainTimeout();

    /** {@code easel.engine.batch}; a picture that is larger by itself runs alone. */
    interface Batch {

        /** Rows; a picture with a negative prompt has two. */
        @Min(1) @WithDefault("8")
        int rows();

        /** Pixels of all rows. */
        @Min(1) @WithDefault("4194304")
        long pixels();
    }

    /** {@code easel.engine.queue}. */
    interface Queue {

        /** Pictures; one caller may have as many of them as are still free. */
        @Min(2) @WithDefault("64")
        int jobs();

        /** Rows of these pictures, each of which has embeddings and latents in memory. */
        @Min(1) @WithDefault("96")
        int rows();

        /** Pixels of these rows. */
        @Min(1) @WithDefault("67108864")
        long pixels();
    }
}
