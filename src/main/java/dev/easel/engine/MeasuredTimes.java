package dev.easel.engine;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.easel.pipeline.BatchKey;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * How long work took of late, in nanoseconds, 0 where nothing is known. What was not measured is taken from what is next
 * to it, of the same model. Written by the engine's thread, read by any.
 */
final class MeasuredTimes implements PassTimes {
    private static final double WEIGHT_OF_LAST = 0.2;
    private static final int SIZES = 256;

    private final Cache<BatchKey, NavigableMap<Integer, PassTime>> passes =
            Caffeine.newBuilder().maximumSize(SIZES).executor(Runnable::run).build();
    private final Map<String, BatchKey> lastPass = new ConcurrentHashMap<>();
    private final Map<String, Double> encodePerJob = new ConcurrentHashMap<>();
    private final Map<String, Double> decodePerPixel = new ConcurrentHashMap<>();

    void passed(BatchKey key, int rows, long nanoseconds) {
        var last = PassTime.of(nanoseconds);
        passes.asMap().compute(key, (_, known) -> {
            NavigableMap<Integer, PassTime> points = known == null ? new ConcurrentSkipListMap<>() : known;
            points.merge(rows, last, PassTime::then);
            return points;
        });
        lastPass.put(key.model(), key);
    }

    void encoded(BatchKey key, int jobs, long nanoseconds) {
        encodePerJob.merge(key.model(), (double) nanoseconds / jobs, MeasuredTimes::average);
    }

    void decoded(BatchKey key, long nanoseconds) {
        decodePerPixel.merge(key.model(), nanoseconds / area(key), MeasuredTimes::average);
    }

    /** Encoding of one job's prompts. */
    double encode(BatchKey key) {
        return encodePerJob.getOrDefault(key.model(), 0.0);
    }

    /** Decoding of one image. */
    double decode(BatchKey key) {
        return decodePerPixel.getOrDefault(key.model(), 0.0) * area(key);
    }

    @Override
    public double pass(BatchKey key, int rows) {
        return known(key)
                .map(points -> along(points, rows))
                .orElseGet(() -> Optional.ofNullable(lastPass.get(key.model()))
                        .flatMap(other -> known(other).map(points -> along(points, rows) * area(key) / area(other)))
                        .orElse(0.0));
    }

    /** What a pass takes when nothing comes between: no more than any lately measured one, by its rows; 0 if unknown. */
    double leastPass(BatchKey key, int rows) {
        return known(key).stream()
                .flatMap(points -> points.entrySet().stream())
                .mapToDouble(point -> point.getValue().least() * Math.min(1, (double) rows / point.getKey()))
                .min()
                .orElse(0);
    }

    /** Believes less in what a pass takes at least, as someone was turned away for it and it was not measured again. */
    void doubt(BatchKey key) {
        known(key).ifPresent(points -> points.replaceAll((_, time) -> time.doubted()));
    }

    private Optional<NavigableMap<Integer, PassTime>> known(BatchKey key) {
        return Optional.ofNullable(passes.getIfPresent(key));
    }

    /** On the line through the two nearest measured numbers of rows, or in proportion to a single one. */
    private static double along(NavigableMap<Integer, PassTime> points, int rows) {
        var below = points.floorEntry(rows);
        var above = points.ceilingEntry(rows);
        if (below == null) {
            return above.getValue().average() * rows / above.getKey();
        } else if (below.getKey() == rows) {
            return below.getValue().average();
        }
        var other = above == null ? points.lowerEntry(below.getKey()) : above;
        double slope = other == null
                ? below.getValue().average() / below.getKey()
                : (other.getValue().average() - below.getValue().average()) / (other.getKey() - below.getKey());
        return below.getValue().average() + Math.max(0, slope) * (rows - below.getKey());
    }

    static double average(double before, double last) {
        return before == 0 ? last : before + WEIGHT_OF_LAST * (last - before);
    }

    private static double area(BatchKey key) {
        return (double) key.width() * key.height();
    }
}
