package dev.easel.bench.load;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * One request and its answer; times are those of {@link System#nanoTime()}.
 *
 * @param scheduled when the request was due
 * @param sent when it was sent
 * @param answered when the last byte of the answer arrived
 * @param answer the answer
 */
public record Sample(long scheduled, long sent, long answered, Answer answer) {
    private static final double NANOS_PER_MILLI = 1e6;

    /** Milliseconds from the time when it was due, so that a late sender does not hide a wait. */
    public double latency() {
        return (answered - scheduled) / NANOS_PER_MILLI;
    }

    /** The times in the answer of the service, if it is an image. */
    public Optional<ServerTiming> timing() {
        return answer instanceof Answer.Image image ? Optional.of(image.timing()) : Optional.empty();
    }

    /** Whether the answer is an image. */
    public boolean isImage() {
        return answer instanceof Answer.Image;
    }

    /** Whether the answer is a refusal that the API documents. */
    public boolean isRefused() {
        return answer instanceof Answer.Refused;
    }

    /** The latencies of the requests that got an image. */
    public static double[] latencies(List<Sample> samples) {
        return samples.stream()
                .filter(Sample::isImage)
                .mapToDouble(Sample::latency)
                .toArray();
    }

    /** A part of the service's time for each request that got an image. */
    public static double[] timings(List<Sample> samples, ToDoubleFunction<ServerTiming> part) {
        return samples.stream()
                .flatMap(sample -> sample.timing().stream())
                .mapToDouble(part)
                .toArray();
    }

    /** The number of images. */
    public static int images(List<Sample> samples) {
        return (int) samples.stream().filter(Sample::isImage).count();
    }

    /** The number of refusals that the API documents. */
    public static int refused(List<Sample> samples) {
        return (int) samples.stream().filter(Sample::isRefused).count();
    }

    /** The number of requests with any other answer. */
    public static int lost(List<Sample> samples) {
        return samples.size() - images(samples) - refused(samples);
    }
}
