package dev.easel.job;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * Ended jobs, for a time and within a bound in bytes. The oldest are forgotten first; a cache that keeps what is asked for
 * often would turn the newest away, which is the one that somebody waits for. Thread-safe.
 */
final class Results {
    private final long keepNanos;
    private final long mostBytes;
    private final LongSupplier clock;
    private final Map<UUID, Result> byId = new LinkedHashMap<>();
    private long bytes;

    /**
     * No results yet.
     *
     * @param keep how long each is there
     * @param mostBytes how much all of them may take
     * @param clock nanoseconds
     */
    Results(Duration keep, long mostBytes, LongSupplier clock) {
        this.keepNanos = keep.toNanos();
        this.mostBytes = mostBytes;
        this.clock = clock;
    }

    private record Result(Job job, long bytes, long ended) {}

    synchronized void add(Job job, JobResult ending) {
        var result = new Result(job, ending.bytes(), clock.getAsLong());
        byId.put(job.generation().id(), result);
        bytes += result.bytes();
        forgetTheOldest();
    }

    synchronized Optional<Job> get(UUID id) {
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
            if (bytes <= mostBytes && now - result.ended() <= keepNanos) {
                return;
            }
            oldest.remove();
            bytes -= result.bytes();
        }
    }
}
