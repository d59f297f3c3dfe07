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

/** A load that is a multiple of what a service can do, at random times that are fixed beforehand. */
final class Overload {
    /** Fewer than shipped: more would only wait longer, in proportion, and after each load. */
    private static final int PLACES = 16;

    private static final int STEPS = 4;
    private static final int CALLERS = 8;
    private static final Duration SPAN = Duration.ofSeconds(6);
    private static final Duration RAMP = Duration.ofSeconds(1);
    private static final int CAPACITY_PICTURES = 60;

    /** The JVM compiles the way of a refusal after thousands of them only; until then each costs several times as much. */
    private static final int WARM_UP = 6000;

    private static final int CROWD = 64;

    static final String ABOUT = "open loop, embedded model, " + STEPS + " steps, " + PLACES
            + " places in the queue, callers of 4 addresses";

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
     * @param samples of all requests, each answered
     * @param perSecond pictures that came while the load was steady
     * @param drawn how many pictures the service says it drew
     */
    record Load(List<Sample> samples, double perSecond, long drawn) {}

    /** Loads of a service, whose capacity is measured now. */
    static Overload of(Settings settings, Workbench workbench) throws InterruptedException {
        var target = workbench.fleet().get(settings.with("EASEL_ENGINE_QUEUE_JOBS", PLACES));
        var orders = settings.model()
                .orders(workbench.effort().count(CAPACITY_PICTURES), STEPS)
                .toList();
        refuse(target, workbench.effort().count(WARM_UP));
        return new Overload(
                target,
                workbench.effort(),
                ClosedLoop.run(target.crowd(), CALLERS, orders).rate());
    }

    /** More callers than places, each of whom asks again at once: most are refused. */
    private static void refuse(Target target, int requests) throws InterruptedException {
        var orders = target.settings().model().orders(requests, STEPS).toList();
        ClosedLoop.run(target.crowd(), CROWD, orders);
        target.settle();
    }

    /** Pictures per second of eight callers who each wait for their answer. */
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

    /** Without the filling of the queue at the start and its emptying at the end. */
    private double steadyRate(List<Sample> samples, long start) {
        long from = start + ramp.toNanos();
        long to = start + span.toNanos();
        long pictures = samples.stream()
                .filter(sample -> sample.isPicture() && sample.answered() >= from && sample.answered() < to)
                .count();
        return pictures * 1e9 / (to - from);
    }
}
