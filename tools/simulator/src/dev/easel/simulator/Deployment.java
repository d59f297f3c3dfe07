package dev.easel.simulator;

import dev.easel.engine.UniformPlanner;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The pods of a service. To scale down, it ends pods that are still starting, then those that became ready last, as a
 * ReplicaSet does with equal pods.
 */
final class Deployment implements Pod.Owner {
    private final Service service;
    private final Timeline timeline;
    private final Pod.Watcher watcher;
    private final Nodes nodes;
    private final UniformPlanner planner;
    private final List<Pod> starting = new ArrayList<>();
    private final List<Pod> ready = new ArrayList<>();
    private final Occupancy occupancy = new Occupancy();
    private final List<Double> lives = new ArrayList<>();
    private int starts;

    Deployment(Service service, Timeline timeline, Pod.Watcher watcher) {
        this.service = service;
        this.timeline = timeline;
        this.watcher = watcher;
        this.nodes = new Nodes(service.pods().nodes());
        this.planner = new UniformPlanner(service.model().limits());
    }

    /** The pods that accept requests. */
    List<Pod> ready() {
        return Collections.unmodifiableList(ready);
    }

    void scale(int replicas) {
        while (starting.size() + ready.size() < replicas) {
            start();
        }
        while (starting.size() + ready.size() > replicas) {
            (starting.isEmpty() ? ready : starting)
                    .removeLast()
                    .end(service.pods().drain());
        }
    }

    private void start() {
        double now = timeline.now();
        occupancy.enter(now);
        starts += now > 0 ? 1 : 0;
        double node = nodes.take(now);
        // the pods at the beginning started earlier
        double start = now > 0 ? node + service.pods().start() : 0;
        starting.add(new Pod(service.model(), planner, start, timeline, this));
    }

    @Override
    public void ready(Pod pod) {
        starting.remove(pod);
        ready.add(pod);
        watcher.ready(pod);
    }

    @Override
    public void completed(Request request) {
        watcher.completed(request);
    }

    @Override
    public void stopped(Request request) {
        watcher.stopped(request);
    }

    @Override
    public void ended(Pod pod) {
        double now = timeline.now();
        occupancy.leave(now);
        nodes.give(now);
        lives.add(now - pod.created());
    }

    Use use(double now) {
        return new Use(occupancy.seconds(now), nodes.seconds(now), starts, occupancy.most(), List.copyOf(lives));
    }

    /**
     * The resources that the pods used.
     *
     * @param podSeconds the lifetimes of all pods, and thus of their GPUs
     * @param nodeSeconds the lifetimes of all nodes
     * @param starts the number of pod starts, without the pods at the beginning
     * @param most the most pods at one time, including draining ones
     * @param lives the lifetimes of the pods that have ended
     */
    record Use(double podSeconds, double nodeSeconds, int starts, int most, List<Double> lives) {}
}
