package dev.easel.bench.load;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;

/** Times at which requests are due. */
public final class Arrivals {
    private Arrivals() {}

    /**
     * Nanoseconds after the start, ascending: a Poisson process conditioned on its expected count. A random count would
     * make the load vary from round to round.
     *
     * @param perSecond requests per second
     * @param span the length of the load
     * @param seed determines the times
     */
    public static long[] random(double perSecond, Duration span, long seed) {
        int count = (int) Math.max(1, Math.round(perSecond * span.toNanos() / 1e9));
        var times = new Random(seed).longs(count, 0, span.toNanos()).toArray();
        Arrays.sort(times);
        return times;
    }

    /**
     * Nanoseconds after the start: one in the first half of each interval, at random, so that they do not align with
     * anything periodic.
     *
     * @param interval the average distance between requests
     * @param span the length of the load
     * @param seed determines the times
     */
    public static long[] every(Duration interval, Duration span, long seed) {
        var random = new Random(seed);
        return LongStream.range(0, Math.max(1, span.dividedBy(interval)))
                .map(i -> i * interval.toNanos() + random.nextLong(interval.toNanos() / 2))
                .toArray();
    }
}
