package dev.easel.bench.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Callers that take orders from one list; each takes its next order when it has its answer. The total work is always the
 * same, so the time until the last answer can be compared.
 *
 * @param samples one for each order
 * @param seconds from the first order to the last answer
 */
public record ClosedLoop(List<Sample> samples, double seconds) {
    private static final double NANOS_PER_SECOND = 1e9;

    /** Runs until the last answer. */
    public static ClosedLoop run(Crowd crowd, int callers, List<Order> orders) throws InterruptedException {
        var next = new AtomicInteger();
        long start = System.nanoTime();
        var work = new ArrayList<Callable<List<Sample>>>();
        for (int i = 0; i < callers; i++) {
            var caller = crowd.other(i);
            work.add(() -> takeOrders(caller, orders, next));
        }
        var samples = new ArrayList<Sample>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : threads.invokeAll(work)) {
                samples.addAll(result(done));
            }
        }
        return new ClosedLoop(samples, (System.nanoTime() - start) / NANOS_PER_SECOND);
    }

    private static List<Sample> takeOrders(Caller caller, List<Order> orders, AtomicInteger next) {
        var samples = new ArrayList<Sample>();
        for (int i = next.getAndIncrement(); i < orders.size(); i = next.getAndIncrement()) {
            samples.add(caller.send(orders.get(i)));
        }
        return samples;
    }

    private static List<Sample> result(Future<List<Sample>> done) throws InterruptedException {
        try {
            return done.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Images per second. */
    public double rate() {
        return Sample.images(samples) / seconds;
    }
}
