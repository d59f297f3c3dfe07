package dev.easel.bench.service;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Services that run side by side, so that variants can take turns without a restart; an idle one uses no CPU. */
public final class Fleet implements AutoCloseable {
    private final Map<Settings, Target> targets = new LinkedHashMap<>();
    private final List<ServiceProcess> started = new ArrayList<>();
    private final double effort;

    /**
     * An empty fleet.
     *
     * @param effort the fraction of the usual number of warm-up images
     */
    public Fleet(double effort) {
        this.effort = effort;
    }

    /** The service with the given settings; starts it on the first call. */
    public Target get(Settings settings) throws InterruptedException {
        var known = targets.get(settings);
        if (known != null) {
            return known;
        }
        var target = warm(settings, (int) Math.ceil(effort * settings.model().warmUp()));
        targets.put(settings, target);
        return target;
    }

    /** A new service after a number of warm-up images; the caller closes it. */
    public Target warm(Settings settings, int images) throws InterruptedException {
        return Target.open(fresh(settings), settings, images);
    }

    /** A new process that may not be ready yet; the caller closes it. */
    public ServiceProcess fresh(Settings settings) {
        var service = ServiceProcess.start(settings);
        started.add(service);
        return service;
    }

    /** The CPU time of all services, including those that have ended. */
    public Duration cpu() {
        return started.stream().map(ServiceProcess::cpu).reduce(Duration.ZERO, Duration::plus);
    }

    @Override
    public void close() {
        targets.values().forEach(Target::close);
        // a service that failed during its warm-up is no target
        started.forEach(ServiceProcess::close);
    }
}
