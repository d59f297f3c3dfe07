package dev.easel.bench.load;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * One request and its answer; times are those of {@link System#nanoTime()}.
 *
 * @param scheduled when the request was due
 * @param sent when it was sent
 * @param answered when its last byte had come
 * @param answer what came
 */
public record Sample(long scheduled, long sent, long answered, Answer answer) {
    private static final double NANOS_PER_MILLI = 1e6;

    /** Milliseconds from the moment it was due, so that a late sender does not hide waiting. */
    public double latency() {
        return (answered - scheduled) / NANOS_PER_MILLI;
    }

    /** Where the service says its time went, if it gave a picture. */
    public Optional<ServerTiming> timing() {
        return answer instanceof Answer.Picture picture ? Optional.of(picture.timing()) : Optional.empty();
    }

    /** Whether it gave a picture. */
    public boolean isPicture() {
        return answer instanceof Answer.Picture;
    }

    /** Whether it was refused in the way that the contract allows. */
    public boolean isRefused() {
        return answer instanceof Answer.Refused;
    }

    /** The latencies of those that gave a picture. */
    public static double[] latencies(List<Sample> samples) {
        return samples.stream()
                .filter(Sample::isPicture)
                .mapToDouble(Sample::latency)
                .toArray();
    }

    /** A part of the server's time of those that gave a picture. */
    public static double[] timings(List<Sample> samples, ToDoubleFunction<ServerTiming> part) {
        return samples.stream()
                .flatMap(sample -> sample.timing().stream())
                .mapToDouble(part)
                .toArray();
    }

    /** How many gave a picture. */
    public static int pictures(List<Sample> samples) {
        return (int) samples.stream().filter(Sample::isPicture).count();
    }

    /** How many were refused in the way that the contract allows. */
    public static int refused(List<Sample> samples) {
        return (int) samples.stream().filter(Sample::isRefused).count();
    }

    /** How many heard neither. */
    public static int lost(List<Sample> samples) {
        return samples.size() - pictures(samples) - refused(samples);
    }
}
