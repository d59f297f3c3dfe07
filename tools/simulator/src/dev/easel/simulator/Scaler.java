package dev.easel.simulator;

import dev.easel.simulator.Decider.Decision;

/**
 * Carries out decisions: {@code scale} and {@code handleScaleToZero} in {@code pkg/reconciler/autoscaling/kpa/scaler.go},
 * and {@code computeActiveCondition} in {@code kpa.go}, with the cluster's defaults. It runs every second and whenever
 * something changes, where Knative waits for the exact moment.
 *
 * <p>The last pod ends when the revision was active for a window, then idle for the retention period, and requests went
 * through the activator for the grace period, so that no request is lost.
 */
final class Scaler {
    /** {@code scale-to-zero-grace-period}. */
    private static final double GRACE = 30;
    /** {@code progress-deadline}, and the margin before a start counts as failed. */
    private static final double ACTIVATION_TIMEOUT = 600 + 30;

    private static final int UNKNOWN = -1;

    private final Autoscaling settings;
    private final Deployment deployment;
    private Condition condition = Condition.ACTIVATING;
    private double since;
    private boolean initialized;
    private boolean proxying = true;
    private double proxyingSince;

    private enum Condition {
        ACTIVATING,
        ACTIVE,
        INACTIVE
    }

    Scaler(Autoscaling settings, Deployment deployment) {
        this.settings = settings;
        this.deployment = deployment;
    }

    /** Whether requests go through the activator. */
    boolean isProxying() {
        return proxying;
    }

    void reconcile(double now, Decision decision) {
        int want = scale(now, decision.pods());
        boolean proxy = want <= 0 || decision.excessBurst() < 0;
        if (proxy && !proxying) {
            proxyingSince = now;
        }
        proxying = proxy;
        become(next(want), now);
    }

    private int scale(double now, int desired) {
        if (desired < 0 && condition != Condition.ACTIVATING) {
            return desired;
        }
        int pods = bounded(desired);
        if (pods > 0) {
            deployment.scale(pods);
            return pods;
        }
        return scaleToZero(now);
    }

    private int bounded(int desired) {
        int initial = settings.count(Knob.INITIAL_SCALE);
        int min = Math.max(settings.count(Knob.MIN_SCALE), !initialized && initial > 1 ? initial : 0);
        int max = settings.count(Knob.MAX_SCALE);
        int pods = Math.max(min, desired);
        return max > 0 ? Math.min(max, pods) : pods;
    }

    private int scaleToZero(double now) {
        double time = now - since;
        switch (condition) {
            case ACTIVATING -> {
                if (time < ACTIVATION_TIMEOUT) {
                    return UNKNOWN;
                }
                deployment.scale(0);
            }
            case ACTIVE -> {
                if (time < settings.value(Knob.WINDOW)) {
                    deployment.scale(1);
                    return 1;
                }
            }
            case INACTIVE -> {
                if (isIdleFor(time, now)) {
                    deployment.scale(0);
                }
            }
        }
        return 0;
    }

    private boolean isIdleFor(double time, double now) {
        double retention = settings.value(Knob.RETENTION);
        return time >= Math.max(GRACE, retention) || (time >= retention && now - proxyingSince >= GRACE);
    }

    private Condition next(int want) {
        int least = Math.max(1, settings.count(Knob.MIN_SCALE));
        int needed = initialized ? least : Math.max(least, settings.count(Knob.INITIAL_SCALE));
        initialized |= deployment.ready().size() >= needed;
        if (want == 0) {
            return Condition.INACTIVE;
        }
        if (want < 0 && condition == Condition.INACTIVE) {
            return Condition.INACTIVE;
        }
        return deployment.ready().size() < needed ? Condition.ACTIVATING : Condition.ACTIVE;
    }

    private void become(Condition next, double now) {
        if (next != condition) {
            condition = next;
            since = now;
        }
    }
}
