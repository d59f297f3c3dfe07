package dev.easel.trace;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Converts moments of {@link System#nanoTime()} to the time of the wall clock. */
record WallClock(long epoch, long nanoTime) {
    static WallClock now() {
        var now = Instant.now();
        return new WallClock(TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano(), System.nanoTime());
    }

    long at(long moment) {
        return epoch - (nanoTime - moment);
    }
}
