package dev.easel.trace;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** The wall clock's time of a moment of {@link System#nanoTime()}. */
record WallClock(long epoch, long nanoTime) {
    static WallClock now() {
        var now = Instant.now();
        return new WallClock(TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano(), System.nanoTime());
    }

    long at(long moment) {
        return epoch - (nanoTime - moment);
    }
}
