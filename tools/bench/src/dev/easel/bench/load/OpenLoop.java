package dev.easel.bench.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Requests at times fixed in advance, whether earlier ones have their answers or not: a slow service does not get fewer
 * requests. Closing cancels all requests without an answer.
 */
public final class OpenLoop implements AutoCloseable {

    /**
     * A request and the time when it is due.
     *
     * @param at nanoseconds after the start of the load
     */
    public record Arrival(long at, Caller caller, Order order) {}

    private static final Duration LEAD = Duration.ofMillis(20);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<Sample>> pending = new ArrayList<>();
    private final long start;

    private OpenLoop(long start, List<Arrival> arrivals) {
        this.start = start;
        for (var arrival : arrivals) {
            pending.add(threads.submit(() -> send(arrival)));
        }
    }

    /** A load that starts in a few milliseconds. */
    public static OpenLoop start(List<Arrival> arrivals) {
        return startingAt(System.nanoTime() + LEAD.toNanos(), arrivals);
    }

    /** A load that starts at a time of {@link System#nanoTime()}; overdue requests go out at once. */
    public static OpenLoop startingAt(long start, List<Arrival> arrivals) {
        return new OpenLoop(start, arrivals);
    }

    private Sample send(Arrival arrival) {
        long due = start + arrival.at();
        try {
            Thread.sleep(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Sample(due, due, due, new Answer.Cancelled());
        }
        return arrival.caller().send(arrival.order(), due);
    }

    /** The start of the load. */
    public long startNanos() {
        return start;
    }

    /** Waits for all answers. */
    public List<Sample> samples() throws InterruptedException {
        var samples = new ArrayList<Sample>();
        for (var answer : pending) {
            try {
                samples.add(answer.get());
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
        return samples;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
    }
}
