package dev.easel.simulator;

import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/** Runs events in order of time; events of the same time run in the order of scheduling. Not thread-safe. */
public final class Timeline {
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private double now;
    private long scheduled;

    private record Event(double time, long order, Runnable action) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            int byTime = Double.compare(time, other.time);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    /** Seconds since the beginning. */
    public double now() {
        return now;
    }

    /** Schedules an event at a time, which is not in the past. */
    public void at(double time, Runnable action) {
        events.add(new Event(time, scheduled++, action));
    }

    /** Schedules an event after a number of seconds. */
    public void after(double seconds, Runnable action) {
        at(now + seconds, action);
    }

    /** Runs all events, including those that events schedule. */
    public void run() {
        runWhile(() -> true);
    }

    /** Runs events as long as a condition holds. */
    void runWhile(BooleanSupplier condition) {
        while (condition.getAsBoolean() && !events.isEmpty()) {
            var next = events.remove();
            now = next.time;
            next.action.run();
        }
    }
}
