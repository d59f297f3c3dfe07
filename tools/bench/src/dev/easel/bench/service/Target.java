package dev.easel.bench.service;

import dev.easel.bench.load.ClosedLoop;
import dev.easel.bench.load.Crowd;
import dev.easel.bench.load.Order;
import java.time.Duration;

/** A service that is ready and warm, and those who call it. */
public final class Target implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(50);

    private final Settings settings;
    private final ServiceProcess service;
    private final Crowd crowd;

    private Target(Settings settings, ServiceProcess service) throws InterruptedException {
        this.settings = settings;
        this.service = service;
        this.crowd = new Crowd(service.uri());
    }

    /**
     * Waits for a service and calls it until its JVM has compiled what counts.
     *
     * @param effort how many pictures that takes
     */
    static Target open(ServiceProcess service, Settings settings, int effort) throws InterruptedException {
        try {
            service.awaitReady();
            var target = new Target(settings, service);
            int callers = Math.min(8, effort);
            ClosedLoop.run(
                    target.crowd, callers, settings.model().orders(effort, 4).toList());
            return target;
        } catch (RuntimeException | InterruptedException e) {
            service.close();
            throw e;
        }
    }

    /** What it was started with. */
    public Settings settings() {
        return settings;
    }

    /** Its process. */
    public ServiceProcess service() {
        return service;
    }

    /** Its callers. */
    public Crowd crowd() {
        return crowd;
    }

    /** Waits until a picture is drawn at once, so that nothing of an earlier load is left. */
    public void settle() throws InterruptedException {
        while (!crowd.first().send(Order.of(settings.model().size(), 1)).isPicture()) {
            Thread.sleep(POLL);
        }
    }

    @Override
    public void close() {
        crowd.close();
        service.close();
    }
}
