package dev.easel.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A job's events, numbered from 1, for watchers that come at any time and read at any speed. Thread-safe.
 *
 * <p>Of previews and positions only the last is kept, so that the number of passes bounds the number of events. A watcher
 * that comes late or reads slowly misses older ones of these, and nothing else.
 */
public final class JobEvents {
    private final List<Numbered> kept = new ArrayList<>();
    private final List<CompletableFuture<Numbered>> waiting = new ArrayList<>();
    private long last;

    /** An event and its number. */
    public record Numbered(long number, JobEvent event) {}

    /**
     * The first kept event after a number, as soon as there is one. It may complete on the engine's thread, which its
     * dependents must not occupy.
     *
     * @param number of the last event that the watcher knows; 0 for none
     */
    public synchronized CompletionStage<Numbered> next(long number) {
        // a number that is yet to come does not belong to this job
        long after = Math.min(number, last);
        var known = firstAfter(after);
        if (known.isPresent()) {
            return CompletableFuture.completedFuture(known.get());
        }
        var next = new CompletableFuture<Numbered>();
        waiting.removeIf(CompletableFuture::isDone);
        waiting.add(next);
        return next;
    }

    /** Whether an event is the last one. */
    public synchronized boolean isLast(long number) {
        return hasEnded() && number >= last;
    }

    private boolean hasEnded() {
        return !kept.isEmpty() && kept.getLast().event() instanceof JobEvent.Ended;
    }

    /** The last {@link JobEvent.Advanced}, if there is one. */
    public synchronized Optional<JobEvent.Advanced> lastAdvanced() {
        return kept.reversed().stream()
                .map(Numbered::event)
                .filter(JobEvent.Advanced.class::isInstance)
                .map(JobEvent.Advanced.class::cast)
                .findFirst();
    }

    private Optional<Numbered> firstAfter(long number) {
        return kept.stream().filter(event -> event.number() > number).findFirst();
    }

    /** Publishes an event to all watchers; without effect after the end. */
    void publish(JobEvent event) {
        keep(event).forEach(Runnable::run);
    }

    /** Keeps an event, and returns the answers to its watchers, to be given after the lock is released. */
    private synchronized List<Runnable> keep(JobEvent event) {
        if (hasEnded()) {
            return List.of();
        }
        var numbered = new Numbered(++last, event);
        if (!(event instanceof JobEvent.Advanced)) {
            kept.removeIf(older -> older.event().getClass() == event.getClass());
        }
        kept.add(numbered);
        // a watcher that waits knows all older events
        var answers = waiting.stream()
                .<Runnable>map(next -> () -> next.complete(numbered))
                .toList();
        waiting.clear();
        return answers;
    }
}
