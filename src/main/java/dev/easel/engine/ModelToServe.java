package dev.easel.engine;

/**
 * A model for an engine to serve.
 *
 * @param name what submissions call it
 * @param opener opens it, on the engine's thread; its description has the same name
 * @param batch what one of its passes may hold
 * @param queue how much of it is accepted at a time
 */
public record ModelToServe(String name, PipelineOpener opener, EngineConfig.Batch batch, EngineConfig.Queue queue) {}
