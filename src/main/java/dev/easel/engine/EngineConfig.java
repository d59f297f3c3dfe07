package dev.easel.engine;

import dev.easel.setting.Limits;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

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
    @WithDefault("30s")
    Duration ageing();

    /** Watchers get a preview after each so many steps. */
    @WithDefault("4")
    int previewEvery();

    /**
     * How much longer accepted images may take when the service is asked to stop. Shorter than what the server waits for
     * its requests, so that callers are still there to be told.
     */
    @WithDefault("20s")
    Duration drainTimeout();

    /** {@code easel.engine.batch}; an image that is larger by itself runs alone. */
    interface Batch {

        /** Rows; an image with a negative prompt has two. */
        @WithDefault("8")
        int rows();

        /** Pixels of all rows. */
        @WithDefault("4194304")
        long pixels();
    }

    /** {@code easel.engine.queue}. */
    interface Queue {

        /** Images; one caller may have as many of them as are still free. */
        @WithDefault("64")
        int jobs();

        /** Rows of these images, each of which has embeddings and latents in memory. */
        @WithDefault("96")
        int rows();

        /** Pixels of these rows. */
        @WithDefault("67108864")
        long pixels();
    }

    /** Holds the settings to their limits. */
    static void check(EngineConfig engine, Limits limits) {
        limits.atLeast("preview_every", engine.previewEvery(), 1)
                .notNegative("ageing", engine.ageing())
                .notNegative("drain_timeout", engine.drainTimeout());
        check(engine.batch(), limits.in("batch"));
        check(engine.queue(), limits.in("queue"));
    }

    /** Holds the limits of a pass to theirs. */
    static void check(Batch batch, Limits limits) {
        limits.atLeast("rows", batch.rows(), 1).atLeast("pixels", (double) batch.pixels(), 1);
    }

    /** Holds the limits of the queue to theirs. */
    static void check(Queue queue, Limits limits) {
        limits.atLeast("jobs", queue.jobs(), 2)
                .atLeast("rows", queue.rows(), 1)
                .atLeast("pixels", (double) queue.pixels(), 1);
    }
}
