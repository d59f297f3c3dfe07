package dev.easel.engine;

import dev.easel.setting.Limits;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** {@code easel.engine}: which jobs share passes, how much is accepted, and how long draining may take. */
@ConfigMapping(prefix = "easel.engine", namingStrategy = ConfigMapping.NamingStrategy.SNAKE_CASE)
public interface EngineConfig {

    /** Which jobs share passes: step, request or off. The latter two are for comparison. */
    @WithDefault("step")
    Batching batching();

    /** How much one pass may hold. */
    Batch batch();

    /** How much is accepted at a time, running and waiting. */
    Queue queue();

    /** A job that has waited longer gets one turn in four, whatever its priority. */
    @WithDefault("30s")
    Duration ageing();

    /** The number of passes between two previews. */
    @WithDefault("4")
    int previewEvery();

    /**
     * How long accepted jobs may still take after a request to stop. Shorter than the server's wait for its requests, so
     * that callers get an answer.
     */
    @WithDefault("20s")
    Duration drainTimeout();

    /** {@code easel.engine.batch}; an image that is larger runs alone. */
    interface Batch {

        /** Rows; a guided image has two. */
        @WithDefault("8")
        int rows();

        /** Pixels of all rows. */
        @WithDefault("4194304")
        long pixels();
    }

    /** {@code easel.engine.queue}. */
    interface Queue {

        /** Images; a caller may have as many as are still free. */
        @WithDefault("64")
        int jobs();

        /** Rows of these images; each has embeddings and latents in memory. */
        @WithDefault("96")
        int rows();

        /** Pixels of these rows. */
        @WithDefault("67108864")
        long pixels();
    }

    /** Validates the settings. */
    static void check(EngineConfig engine, Limits limits) {
        limits.atLeast("preview_every", engine.previewEvery(), 1)
                .notNegative("ageing", engine.ageing())
                .notNegative("drain_timeout", engine.drainTimeout());
        check(engine.batch(), limits.in("batch"));
        check(engine.queue(), limits.in("queue"));
    }

    /** Validates the limits of a pass. */
    static void check(Batch batch, Limits limits) {
        limits.atLeast("rows", batch.rows(), 1).atLeast("pixels", (double) batch.pixels(), 1);
    }

    /** Validates the limits of the queue. */
    static void check(Queue queue, Limits limits) {
        limits.atLeast("jobs", queue.jobs(), 2)
                .atLeast("rows", queue.rows(), 1)
                .atLeast("pixels", (double) queue.pixels(), 1);
    }
}
