package dev.easel.simulator;

import java.util.ArrayDeque;
import java.util.Deque;

/** The maximum over the last slots: {@code max.TimeWindow} in {@code pkg/autoscaler/aggregation/max}. */
final class RollingMax {
    private final long slots;
    private final Deque<Entry> falling = new ArrayDeque<>();

    private record Entry(long slot, int value) {}

    RollingMax(long slots) {
        this.slots = slots;
    }

    int with(long slot, int value) {
        while (!falling.isEmpty() && falling.getLast().value <= value) {
            falling.removeLast();
        }
        falling.add(new Entry(slot, value));
        while (falling.getFirst().slot <= slot - slots) {
            falling.removeFirst();
        }
        return falling.getFirst().value;
    }
}
