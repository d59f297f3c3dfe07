package dev.easel.simulator;

import dev.easel.engine.SimulatedEngine;
import dev.easel.engine.UniformPlanner;

/** A pod from its creation to its end. It has a GPU to itself all that time. */
final class Pod {
    private final Timeline timeline;
    private final Owner owner;
    private final SimulatedEngine engine;
    private final double created;
    private State state = State.STARTING;

    private enum State {
        STARTING,
        READY,
        DRAINING,
        GONE
    }

    /** Who is told what it does. */
    interface Watcher {
        void ready(Pod pod);

        void drawn(Request request);

        /** It had to end before this request's picture was drawn. */
        void stopped(Request request);
    }

    /** Who is told of its end, too. */
    interface Owner extends Watcher {
        void gone(Pod pod);
    }

    /** A pod that is ready after so many seconds. */
    Pod(Model model, UniformPlanner planner, double start, Timeline timeline, Owner owner) {
        this.timeline = timeline;
        this.owner = owner;
        this.engine = new SimulatedEngine(model, planner, timeline, this::drawn);
        this.created = timeline.now();
        timeline.after(start, this::started);
    }

    double created() {
        return created;
    }

    /** Requests that it has. */
    int load() {
        return engine.accepted();
    }

    boolean accept(Request request) {
        return engine.accept(request);
    }

    private void started() {
        if (state == State.STARTING) {
            state = State.READY;
            owner.ready(this);
        }
    }

    private void drawn(Request request) {
        owner.drawn(request);
        endIfIdle();
    }

    /** No more requests come; it ends when the last picture is drawn, or after so many seconds. */
    void end(double drain) {
        boolean wasReady = state == State.READY;
        state = State.DRAINING;
        endIfIdle();
        if (wasReady && state == State.DRAINING) {
            timeline.after(drain, this::stop);
        }
    }

    private void endIfIdle() {
        if (state == State.DRAINING && engine.accepted() == 0) {
            state = State.GONE;
            owner.gone(this);
        }
    }

    private void stop() {
        if (state == State.DRAINING) {
            engine.stop().forEach(owner::stopped);
            state = State.GONE;
            owner.gone(this);
        }
    }
}
