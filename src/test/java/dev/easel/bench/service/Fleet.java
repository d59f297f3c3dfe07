package dev.easel.bench.service;

import java.util.LinkedHashMap;
import java.util.Map;

/** Services that are up side by side, so that variants can take turns without a restart; an idle one takes no time. */
public final class Fleet implements AutoCloseable {
    private final Map<Settings, Target> targets = new LinkedHashMap<>();
    private final int effort;

    /**
     * No service yet.
     *
     * @param effort how many pictures warm one up
     */
    public Fleet(int effort) {
        this.effort = effort;
    }

    /** The service with these settings, started if it is not up yet. */
    public Target get(Settings settings) throws InterruptedException {
        var known = targets.get(settings);
        if (known != null) {
            return known;
        }
        var target = Target.open(settings, effort);
        targets.put(settings, target);
        return target;
    }

    @Override
    public void close() {
        targets.values().forEach(Target::close);
    }
}
