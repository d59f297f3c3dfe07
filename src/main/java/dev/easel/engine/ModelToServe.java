package dev.easel.engine;

import dev.easel.pipeline.DiffusionPipeline;
import java.util.function.Supplier;

/**
 * A model for an engine to serve.
 *
 * @param name its name in submissions
 * @param opener opens its sessions on the engine's thread, or throws an exception whose message gives the reason; the
 *     pipeline's description has the same name
 * @param batch what one of its passes may hold
 * @param queue how much is accepted for it
 */
public record ModelToServe(
        String name, Supplier<DiffusionPipeline> opener, EngineConfig.Batch batch, EngineConfig.Queue queue) {}
