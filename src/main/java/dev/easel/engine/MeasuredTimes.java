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
 * The recent times of the work, in nanoseconds; 0 where nothing is known. Written by the engine's thread, read by any.
 *
 * <p>Each key and number of rows <i>r</i> has an average and a least time, which a measurement <i>t</i> changes:
 *
 * <pre>
 * average(r) ← average(r) + 0.2 · (t − average(r))
 * least(r)   ← min(t, 1.05 · least(r))
 * </pre>
 *
 * <p>A pause of the machine hardly raises the least time, and a lasting slowdown does. A pass over <i>n</i> rows is expected
 * to take the average on the line through the two nearest measured <i>r</i>; a single one counts in proportion to the rows,
 * and another size of the model in proportion to the pixels. It takes at least the minimum over <i>r</i> of {@code least(r)
 * · min(1, n / r)}. A job that ends early because of this bound is not measured, so the bound falls each time: {@code
 * least(r) ← 0.9 · least(r)}. Encoding has an average per job, and decoding one per pixel.
 */
final class MeasuredTimes implements TurnPlanner.PassTimes {
    private static final double WEIGHT_OF_LAST = 0.2;
    private static final double RISE_OF_LEAST = 1.05;
    private static final double DOUBT = 0.9;
    private static final int SIZES = 256;

    private final Cache<BatchKey, NavigableMap<Integer, Measured>> passes =
            Caffeine.newBuilder().maximumSize(SIZES).executor(Runnable::run).build();
    private final Map<String, BatchKey> lastPass = new ConcurrentHashMap<>();
    private final Map<String, Double> encodePerJob = new ConcurrentHashMap<>();
    private final Map<String, Double> decodePerPixel = new ConcurrentHashMap<>();

    /** The times of passes with one key and number of rows. */
    private record Measured(double average, double least) {
        Measured then(Measured last) {
            return new Measured(
                    MeasuredTimes.average(average, last.average), Math.min(last.least, RISE_OF_LEAST * least));
        }

        Measured doubted() {
            return new Measured(average, DOUBT * least);
        }
    }

    void passed(BatchKey key, int rows, long nanoseconds) {
        var last = new Measured(nanoseconds, nanoseconds);
        passes.asMap().compute(key, (_, known) -> {
            NavigableMap<Integer, Measured> points = known == null ? new ConcurrentSkipListMap<>() : known;
            points.merge(rows, last, Measured::then);
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

    /** The expected time to encode the prompts of one job. */
    double encode(BatchKey key) {
        return encodePerJob.getOrDefault(key.model(), 0.0);
    }

    /** The expected time to decode one image. */
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

    /** The time that a pass takes at least. */
    double leastPass(BatchKey key, int rows) {
        return known(key).stream()
                .flatMap(points -> points.entrySet().stream())
                .mapToDouble(point -> point.getValue().least() * Math.min(1, (double) rows / point.getKey()))
                .min()
                .orElse(0);
    }

    /** Lowers the least times of a key, after a job was refused because of them. */
    void doubt(BatchKey key) {
        known(key).ifPresent(points -> points.replaceAll((_, time) -> time.doubted()));
    }

    private Optional<NavigableMap<Integer, Measured>> known(BatchKey key) {
        return Optional.ofNullable(passes.getIfPresent(key));
    }

    /** The average on the line through the two nearest measured numbers of rows, or in proportion to a single one. */
    private static double along(NavigableMap<Integer, Measured> points, int rows) {
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

    private static double average(double before, double last) {
        return before == 0 ? last : before + WEIGHT_OF_LAST * (last - before);
    }

    private static double area(BatchKey key) {
        return (double) key.width() * key.height();
    }
}
