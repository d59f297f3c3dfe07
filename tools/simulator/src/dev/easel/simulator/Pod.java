package dev.easel.simulator;

import dev.easel.engine.SimulatedEngine;
import dev.easel.engine.UniformPlanner;

/** A pod from its creation to its end. It occupies one GPU all that time. */
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
        ENDED
    }

    /** Observes a pod. */
    interface Watcher {
        void ready(Pod pod);

        void completed(Request request);

        /** The pod ended before it completed this request. */
        void stopped(Request request);
    }

    /** Observes a pod and its end. */
    interface Owner extends Watcher {
        void ended(Pod pod);
    }

    /** A pod that is ready after a number of seconds. */
    Pod(Model model, UniformPlanner planner, double start, Timeline timeline, Owner owner) {
        this.timeline = timeline;
        this.owner = owner;
        this.engine = new SimulatedEngine(model, planner, timeline, this::completed);
        this.created = timeline.now();
        timeline.after(start, this::started);
    }

    double created() {
        return created;
    }

    /** The number of accepted requests. */
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

    private void completed(Request request) {
        owner.completed(request);
        endIfIdle();
    }

    /** Drains: the pod ends when its last request completes, or after a number of seconds. */
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
            state = State.ENDED;
            owner.ended(this);
        }
    }

    private void stop() {
        if (state == State.DRAINING) {
            engine.stop().forEach(owner::stopped);
            state = State.ENDED;
            owner.ended(this);
        }
    }
}
