package dev.easel.simulator;

import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/** What happens when: in order of time, and at one time in the order of being planned. Not for several threads. */
public final class Timeline {
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private double now;
    private long planned;

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

    /** Plans what happens at a time, which is not past. */
    public void at(double time, Runnable action) {
        events.add(new Event(time, planned++, action));
    }

    /** Plans what happens after so many seconds. */
    public void after(double seconds, Runnable action) {
        at(now + seconds, action);
    }

    /** Lets everything happen, and what is planned meanwhile. */
    public void run() {
        runWhile(() -> true);
    }

    /** Lets things happen as long as a condition holds. */
    void runWhile(BooleanSupplier condition) {
        while (condition.getAsBoolean() && !events.isEmpty()) {
            var next = events.remove();
            now = next.time;
            next.action.run();
        }
    }
}
