package dev.easel.simulator;

import dev.easel.engine.UniformPlanner;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The pods. Fewer of them: those that start go first, then those that became ready last, which is how a ReplicaSet chooses
 * among pods that are alike.
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

    /** Pods that take requests. */
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
        // what is there from the beginning was started before
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
    public void drawn(Request request) {
        watcher.drawn(request);
    }

    @Override
    public void stopped(Request request) {
        watcher.stopped(request);
    }

    @Override
    public void gone(Pod pod) {
        double now = timeline.now();
        occupancy.leave(now);
        nodes.give(now);
        lives.add(now - pod.created());
    }

    Use use(double now) {
        return new Use(occupancy.seconds(now), nodes.seconds(now), starts, occupancy.most(), List.copyOf(lives));
    }

    /**
     * What the pods took.
     *
     * @param podSeconds of all pods' lives, which are those of GPUs
     * @param nodeSeconds of all nodes that were there for them
     * @param starts pods that were started, but for those that were there from the beginning
     * @param most pods at a time, those that end included
     * @param lives seconds of each pod that has ended
     */
    record Use(double podSeconds, double nodeSeconds, int starts, int most, List<Double> lives) {}
}
