package dev.easel.engine;

import dev.easel.pipeline.DiffusionPipeline;

/** Opens the pipeline of a model that an engine serves; called on the engine's thread. */
@FunctionalInterface
public interface PipelineOpener {

    /** Opens the sessions, or throws an exception whose message says why they cannot be. */
    DiffusionPipeline open();
}
