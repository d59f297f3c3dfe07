package dev.easel.engine;

/** The engine's life; the states follow one another in this order. */
public sealed interface EngineState {

    /** The sessions are being opened. */
    record Opening() implements EngineState {}

    /** The sessions are open and generate their first images, which nobody gets. */
    record WarmingUp() implements EngineState {}

    /** The engine accepts and generates images; the first model is the default. */
    record Serving(OpenModels models) implements EngineState {}

    /**
     * The engine finishes the accepted jobs and accepts nothing new.
     *
     * @param end when the jobs that are left end unfinished, on the clock of {@link System#nanoTime()}
     */
    record Draining(long end) implements EngineState {}

    /** The sessions are closed. */
    record Closed() implements EngineState {}

    /** A model cannot be served. */
    record Failed(String reason) implements EngineState {}

    /** The state after a request to stop, which accepted jobs may outlast by a timeout. */
    default EngineState stopping(long now, long timeout) {
        return switch (this) {
            case Opening _, WarmingUp _ -> new Draining(now);
            case Serving _ -> new Draining(now + timeout);
            case Draining _, Closed _, Failed _ -> this;
        };
    }
}
