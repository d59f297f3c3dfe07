package dev.easel.engine;

import dev.easel.pipeline.ModelDescription;
import java.util.List;

/** Where the engine is in its life; the states follow one another in this order. */
public sealed interface EngineState {

    /** Sessions are being opened. */
    record Opening() implements EngineState {}

    /** Sessions are open and draw their first images, which nobody gets. */
    record WarmingUp(List<ModelDescription> models) implements EngineState {}

    /** Images are drawn; the first model is drawn with where a caller names none. */
    record Serving(List<ModelDescription> models) implements EngineState {}

    /** What is accepted is finished; nothing new is accepted. */
    record Draining() implements EngineState {}

    /** Sessions are closed. */
    record Closed() implements EngineState {}

    /** A model cannot be served. */
    record Failed(String reason) implements EngineState {}
}
