package dev.easel.job;

import dev.easel.generation.GeneratedImage;
import dev.easel.generation.Generation;
import dev.easel.image.Pixels;
import dev.easel.pipeline.Task;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;

/**
 * Ended jobs, for a time and within a bound in bytes. The oldest are forgotten first: a cache that favours frequent reads
 * would evict the newest, which is the one that a client waits for. Thread-safe.
 */
final class Results {
    /** The memory of a job beside its images. */
    static final int OVERHEAD_BYTES = 16_384;

    private static final int PIXEL_BYTES = 3;

    private final long keepNanos;
    private final long maxBytes;
    private final LongSupplier clock;
    private final Map<UUID, Result> byId = new LinkedHashMap<>();
    private long bytes;

    /**
     * No results yet.
     *
     * @param keep how long a result is kept
     * @param maxBytes the most bytes of all results
     * @param clock nanoseconds
     */
    Results(Duration keep, long maxBytes, LongSupplier clock) {
        this.keepNanos = keep.toNanos();
        this.maxBytes = maxBytes;
        this.clock = clock;
    }

    private record Result(Generation job, long bytes, long ended) {}

    synchronized void add(Generation job) {
        var result = new Result(job, bytes(job), clock.getAsLong());
        byId.put(job.id(), result);
        bytes += result.bytes();
        forgetTheOldest();
    }

    synchronized Optional<Generation> get(UUID id) {
        forgetTheOldest();
        return Optional.ofNullable(byId.get(id)).map(Result::job);
    }

    synchronized void remove(UUID id) {
        Optional.ofNullable(byId.remove(id)).ifPresent(result -> bytes -= result.bytes());
    }

    private void forgetTheOldest() {
        long now = clock.getAsLong();
        Iterator<Result> oldest = byId.values().iterator();
        while (oldest.hasNext()) {
            var result = oldest.next();
            if (bytes <= maxBytes && now - result.ended() <= keepNanos) {
                return;
            }
            oldest.remove();
            bytes -= result.bytes();
        }
    }

    private static long bytes(Generation job) {
        return job.images().state() == Future.State.SUCCESS
                ? job.images().resultNow().stream().mapToLong(Results::bytes).sum() + OVERHEAD_BYTES
                : OVERHEAD_BYTES;
    }

    /** The file, and the pixels that the engine's job holds, uploads included. */
    private static long bytes(GeneratedImage image) {
        var parameters = image.parameters();
        long pixels = (long) parameters.width() * parameters.height() + uploaded(parameters.task());
        return image.file().length + PIXEL_BYTES * pixels;
    }

    private static long uploaded(Task task) {
        return switch (task) {
            case Task.TextToImage _ -> 0;
            case Task.ImageToImage(var source, double _) -> pixels(source);
            // a mask has one bit for each pixel
            case Task.Inpaint inpaint -> pixels(inpaint.image()) + pixels(inpaint.image()) / 24;
            case Task.Edit(var source) -> pixels(source);
        };
    }

    private static long pixels(Pixels image) {
        return (long) image.width() * image.height();
    }
}
