package dev.easel.bench.load;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;

/** When requests are due. */
public final class Arrivals {
    private Arrivals() {}

    /**
     * Times after the start in nanoseconds, ascending: a Poisson process given its count, which is the rate's. With the
     * count left to chance the load itself would scatter from round to round.
     *
     * @param perSecond the rate
     * @param span the length of the load
     * @param seed the same times for the same seed
     */
    public static long[] random(double perSecond, Duration span, long seed) {
        int count = (int) Math.max(1, Math.round(perSecond * span.toNanos() / 1e9));
        var times = new Random(seed).longs(count, 0, span.toNanos()).toArray();
        Arrays.sort(times);
        return times;
    }
}
