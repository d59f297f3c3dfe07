package dev.easel.bench;

import dev.easel.bench.load.Arrivals;
import dev.easel.bench.load.ClosedLoop;
import dev.easel.bench.load.OpenLoop;
import dev.easel.bench.load.Sample;
import dev.easel.bench.service.Settings;
import dev.easel.bench.service.Target;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** A load that is a multiple of the capacity of a service, at random times fixed in advance. */
final class Overload {
    /** Fewer than shipped: a longer queue only makes every wait longer, and each load takes longer to end. */
    private static final int PLACES = 16;

    private static final int STEPS = 4;
    private static final int CALLERS = 8;
    private static final Duration SPAN = Duration.ofSeconds(6);
    private static final Duration RAMP = Duration.ofSeconds(1);
    private static final int CAPACITY_IMAGES = 60;

    /** The JVM compiles the code of a refusal after thousands of them; until then each costs several times as much. */
    private static final int WARM_UP = 6000;

    private static final int CROWD = 64;

    static final String ABOUT = "open loop, embedded model, " + STEPS + " steps, " + PLACES
            + " places in the queue, callers from 4 addresses";

    private final Target target;
    private final Duration span;
    private final Duration ramp;
    private final double capacity;

    private Overload(Target target, Effort effort, double capacity) {
        this.target = target;
        this.span = effort.time(SPAN);
        this.ramp = effort.time(RAMP);
        this.capacity = capacity;
    }

    /**
     * One load.
     *
     * @param samples of all requests
     * @param perSecond images per second while the load was steady
     * @param generated images according to the metrics of the service
     */
    record Load(List<Sample> samples, double perSecond, long generated) {}

    /** Measures the capacity of a service. */
    static Overload of(Settings settings, Workbench workbench) throws InterruptedException {
        var target = workbench.fleet().get(settings.with("EASEL_ENGINE_QUEUE_JOBS", PLACES));
        var orders = settings.model()
                .orders(workbench.effort().count(CAPACITY_IMAGES), STEPS)
                .toList();
        refuse(target, workbench.effort().count(WARM_UP));
        return new Overload(
                target,
                workbench.effort(),
                ClosedLoop.run(target.crowd(), CALLERS, orders).rate());
    }

    /** Warms up refusals: more callers than places, and each asks again at once. */
    private static void refuse(Target target, int requests) throws InterruptedException {
        var orders = target.settings().model().orders(requests, STEPS).toList();
        ClosedLoop.run(target.crowd(), CROWD, orders);
        target.settle();
    }

    /** Images per second for eight callers in a closed loop. */
    double capacity() {
        return capacity;
    }

    Load run(double times, long seed) throws InterruptedException {
        target.settle();
        var before = target.service().metrics();
        try (var loop = OpenLoop.start(arrivals(times, seed))) {
            var samples = loop.samples();
            var metrics = target.service().metrics().since(before);
            return new Load(samples, steadyRate(samples, loop.startNanos()), metrics.images());
        }
    }

    private List<OpenLoop.Arrival> arrivals(double times, long seed) {
        var at = Arrivals.random(times * capacity, span, seed);
        var orders = target.settings().model().orders(at.length, STEPS).toList();
        return IntStream.range(0, at.length)
                .mapToObj(i -> new OpenLoop.Arrival(at[i], target.crowd().other(i), orders.get(i)))
                .toList();
    }

    /** The rate without the time in which the queue fills at the start and empties at the end. */
    private double steadyRate(List<Sample> samples, long start) {
        long from = start + ramp.toNanos();
        long to = start + span.toNanos();
        long images = samples.stream()
                .filter(sample -> sample.isImage() && sample.answered() >= from && sample.answered() < to)
                .count();
        return images * 1e9 / (to - from);
    }
}
