package dev.easel.app;

import java.lang.management.ManagementFactory;
import java.time.Duration;

/** When the JVM and then Easel's own code began. Thread-safe. */
final class StartClock {
    private static final long NANOS = System.nanoTime();
    private static final long EPOCH_MILLIS = System.currentTimeMillis();

    private StartClock() {}

    /** The first line of Easel's own calls this. */
    static void begin() {
        // the class takes the time as it is initialized
    }

    /** From the start of the JVM to {@link #begin}. */
    static Duration jvm() {
        return Duration.ofMillis(
                Math.max(0, EPOCH_MILLIS - ManagementFactory.getRuntimeMXBean().getStartTime()));
    }

    /** From {@link #begin} to now. */
    static Duration since() {
        return Duration.ofNanos(System.nanoTime() - NANOS);
    }
}
