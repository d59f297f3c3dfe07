package dev.easel.bench.service;

import dev.easel.bench.load.ClosedLoop;
import dev.easel.bench.load.Crowd;
import dev.easel.bench.load.Order;
import java.time.Duration;

/** A warm service and its callers. */
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
     * Waits until a service is ready, and warms it up.
     *
     * @param images the number of warm-up images
     */
    static Target open(ServiceProcess service, Settings settings, int images) throws InterruptedException {
        try {
            service.awaitReady();
            var target = new Target(settings, service);
            int callers = Math.min(8, images);
            ClosedLoop.run(
                    target.crowd, callers, settings.model().orders(images, 4).toList());
            return target;
        } catch (RuntimeException | InterruptedException e) {
            service.close();
            throw e;
        }
    }

    /** The settings of the service. */
    public Settings settings() {
        return settings;
    }

    /** The process of the service. */
    public ServiceProcess service() {
        return service;
    }

    /** The callers of the service. */
    public Crowd crowd() {
        return crowd;
    }

    /** Waits until the service accepts a request and completes it, so that no earlier load is left. */
    public void settle() throws InterruptedException {
        while (!crowd.first().send(Order.of(settings.model().size(), 1)).isImage()) {
            Thread.sleep(POLL);
        }
    }

    @Override
    public void close() {
        crowd.close();
        service.close();
    }
}
