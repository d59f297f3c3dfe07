package dev.easel.bench.service;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Services that are up side by side, so that variants can take turns without a restart; an idle one takes no time. */
public final class Fleet implements AutoCloseable {
    private final Map<Settings, Target> targets = new LinkedHashMap<>();
    private final List<ServiceProcess> started = new ArrayList<>();
    private final double effort;

    /**
     * No service yet.
     *
     * @param effort share of the pictures that warm a service up
     */
    public Fleet(double effort) {
        this.effort = effort;
    }

    /** The service with these settings, started if it is not up yet. */
    public Target get(Settings settings) throws InterruptedException {
        var known = targets.get(settings);
        if (known != null) {
            return known;
        }
        var target = warm(settings, (int) Math.ceil(effort * settings.model().warmUp()));
        targets.put(settings, target);
        return target;
    }

    /** A service of its own for whoever closes it, warmed up by a number of pictures. */
    public Target warm(Settings settings, int pictures) throws InterruptedException {
        return Target.open(fresh(settings), settings, pictures);
    }

    /** A process that has just been started, for whoever closes it. */
    public ServiceProcess fresh(Settings settings) {
        var service = ServiceProcess.start(settings);
        started.add(service);
        return service;
    }

    /** The time of all services on all cores, those included that have ended. */
    public Duration cpu() {
        return started.stream().map(ServiceProcess::cpu).reduce(Duration.ZERO, Duration::plus);
    }

    @Override
    public void close() {
        targets.values().forEach(Target::close);
        // what failed before it was warm is no target yet
        started.forEach(ServiceProcess::close);
    }
}
