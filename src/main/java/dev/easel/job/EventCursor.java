package dev.easel.job;

import dev.easel.engine.GenerationJob;
import dev.easel.engine.JobEvents;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The place of a watcher in the events of a job: for each image the number of the last event that the watcher has seen. For
 * one image it is written as {@code 7}, for several as {@code 7-5-5}.
 */
final class EventCursor {
    /** No job has as many events. */
    private static final long BEYOND = Integer.MAX_VALUE;

    private final List<GenerationJob> jobs;
    private final long[] seen;

    private EventCursor(List<GenerationJob> jobs, long[] seen) {
        this.jobs = jobs;
        this.seen = seen;
    }

    /** An event and the index of its image. */
    record Indexed(int index, JobEvents.Numbered numbered) {}

    /** The place before the first event. */
    static EventCursor start(List<GenerationJob> jobs) {
        return new EventCursor(jobs, new long[jobs.size()]);
    }

    /** The place after an event; the start if the text is not the id of one. */
    static EventCursor after(String lastEventId, List<GenerationJob> jobs) {
        return lastEventId.matches("\\d{1,18}(-\\d{1,18}){%d}".formatted(jobs.size() - 1))
                ? new EventCursor(
                        jobs,
                        Arrays.stream(lastEventId.split("-"))
                                .mapToLong(Long::parseLong)
                                .toArray())
                : start(jobs);
    }

    /** Whether no event follows. */
    boolean isAtEnd() {
        return unfinished().findAny().isEmpty();
    }

    private IntStream unfinished() {
        return IntStream.range(0, seen.length)
                .filter(index -> !jobs.get(index).events().isLast(seen[index]));
    }

    /** The next event of any image, as soon as there is one. */
    CompletionStage<Indexed> next() {
        var next = unfinished()
                .mapToObj(index -> jobs.get(index)
                        .events()
                        .next(seen[index])
                        .thenApply(numbered -> new Indexed(index, numbered))
                        .toCompletableFuture())
                .toList();
        return CompletableFuture.anyOf(next.toArray(CompletableFuture[]::new)).thenApply(Indexed.class::cast);
    }

    /** The place after an event. */
    EventCursor past(Indexed event) {
        long[] after = seen.clone();
        after[event.index()] = event.numbered().number();
        return new EventCursor(jobs, after);
    }

    /** The place after the last event, when an image has ended with an error; the others end without further events. */
    EventCursor end() {
        long[] end = seen.clone();
        if (end.length > 1) {
            Arrays.fill(end, BEYOND);
        }
        return new EventCursor(jobs, end);
    }

    @Override
    public String toString() {
        return Arrays.stream(seen).mapToObj(Long::toString).collect(Collectors.joining("-"));
    }
}
