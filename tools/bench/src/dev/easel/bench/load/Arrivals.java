package dev.easel.bench.load;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;

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

    /**
     * Times after the start in nanoseconds: one in each interval, somewhere within it, so that they do not keep step with
     * anything that recurs.
     *
     * @param interval from one to the next, on average
     * @param span the length of the load
     * @param seed the same times for the same seed
     */
    public static long[] every(Duration interval, Duration span, long seed) {
        var random = new Random(seed);
        return LongStream.range(0, Math.max(1, span.dividedBy(interval)))
                .map(i -> i * interval.toNanos() + random.nextLong(interval.toNanos() / 2))
                .toArray();
    }
}
