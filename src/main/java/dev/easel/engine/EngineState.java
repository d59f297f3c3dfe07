package dev.easel.engine;

import dev.easel.pipeline.ModelDescription;

/** Where the engine is in its life; the states follow one another in this order. */
public sealed interface EngineState {

    /** Sessions are being opened. */
    record Opening() implements EngineState {}

    /** Sessions are open and draw their first picture, which nobody gets. */
    record WarmingUp(ModelDescription model) implements EngineState {}

    /** Pictures are drawn. */
    record Serving(ModelDescription model) implements EngineState {}

    /** What is accepted is finished; nothing new is accepted. */
    record Draining() implements EngineState {}

    /** Sessions are closed. */
    record Closed() implements EngineState {}

    /** The model cannot be served. */
    record Failed(String reason) implements EngineState {}
}
