package dev.easel.engine;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.easel.pipeline.BatchKey;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * How long work took of late: moving averages in nanoseconds, 0 where nothing is known. What was not measured is taken
 * from what is next to it. Written by the engine's thread, read by any.
 */
final class MeasuredTimes implements PassTimes {
    private static final double WEIGHT_OF_LAST = 0.2;
    private static final int SIZES = 256;

    private final Cache<BatchKey, NavigableMap<Integer, Double>> passes =
            Caffeine.newBuilder().maximumSize(SIZES).executor(Runnable::run).build();
    private volatile Optional<BatchKey> lastPass = Optional.empty();
    private volatile double encodePerJob;
    private volatile double decodePerPixel;

    void passed(BatchKey key, int rows, long nanoseconds) {
        passes.get(key, _ -> new ConcurrentSkipListMap<>()).merge(rows, (double) nanoseconds, MeasuredTimes::average);
        lastPass = Optional.of(key);
    }

    void encoded(int jobs, long nanoseconds) {
        encodePerJob = average(encodePerJob, (double) nanoseconds / jobs);
    }

    void decoded(BatchKey key, long nanoseconds) {
        decodePerPixel = average(decodePerPixel, nanoseconds / area(key));
    }

    /** Encoding of one job's prompts. */
    double encode() {
        return encodePerJob;
    }

    /** Decoding of one picture. */
    double decode(BatchKey key) {
        return decodePerPixel * area(key);
    }

    @Override
    public double pass(BatchKey key, int rows) {
        var own = Optional.ofNullable(passes.getIfPresent(key));
        if (own.isPresent()) {
            return along(own.get(), rows);
        }
        return lastPass.flatMap(other -> Optional.ofNullable(passes.getIfPresent(other))
                        .map(points -> along(points, rows) * area(key) / area(other)))
                .orElse(0.0);
    }

    /** On the line through the two nearest measured numbers of rows, or in proportion to a single one. */
    private static double along(NavigableMap<Integer, Double> points, int rows) {
        var below = points.floorEntry(rows);
        var above = points.ceilingEntry(rows);
        if (below == null) {
            return above.getValue() * rows / above.getKey();
        } else if (below.getKey() == rows) {
            return below.getValue();
        }
        var other = above == null ? points.lowerEntry(below.getKey()) : above;
        double slope = other == null
                ? below.getValue() / below.getKey()
                : (other.getValue() - below.getValue()) / (other.getKey() - below.getKey());
        return below.getValue() + Math.max(0, slope) * (rows - below.getKey());
    }

    private static double average(double before, double last) {
        return before == 0 ? last : before + WEIGHT_OF_LAST * (last - before);
    }

    private static double area(BatchKey key) {
        return (double) key.width() * key.height();
    }
}
