package dev.easel.engine;

import dev.easel.image.Pixels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class JobEventsTest {
    private static final Pixels DOT = new Pixels(1, 1, new byte[3]);

    private final JobEvents events = new JobEvents();

    @Test
    void aWatcherGetsTheNextEvent() {
        var first = events.next(0).toCompletableFuture();
        assertThat(first).isNotDone();

        events.publish(new JobEvent.Queued(1));

        assertThat(first).isCompletedWithValue(new JobEvents.Numbered(1, new JobEvent.Queued(1)));
        assertThat(events.next(1).toCompletableFuture()).isNotDone();
    }

    @Test
    void aReturningWatcherGetsMissedEvents() {
        publish(progress(1), progress(2), progress(3), new JobEvent.Ended(new Outcome.Cancelled()));

        assertThat(heardAfter(2)).containsExactly(progress(3), new JobEvent.Ended(new Outcome.Cancelled()));
    }

    @Test
    void onlyTheLastPositionAndPreviewAreKept() {
        publish(
                new JobEvent.Queued(2),
                new JobEvent.Queued(1),
                progress(1),
                new JobEvent.Preview(new Progress(1, 4), DOT),
                progress(2),
                new JobEvent.Preview(new Progress(2, 4), DOT),
                new JobEvent.Ended(new Outcome.Cancelled()));

        assertThat(heardAfter(0))
                .containsExactly(
                        new JobEvent.Queued(1),
                        progress(1),
                        progress(2),
                        new JobEvent.Preview(new Progress(2, 4), DOT),
                        new JobEvent.Ended(new Outcome.Cancelled()));
        assertThat(events.lastAdvanced()).contains(progress(2));
    }

    @Test
    void aFutureNumberCountsAsTheLastEvent() {
        publish(progress(1));
        var next = events.next(999).toCompletableFuture();
        assertThat(next).isNotDone();
        publish(progress(2));
        assertThat(next).isCompletedWithValue(new JobEvents.Numbered(2, progress(2)));
    }

    @Test
    void nothingFollowsTheEnd() {
        publish(progress(1), new JobEvent.Ended(new Outcome.Cancelled()), new JobEvent.Queued(1));

        assertThat(heardAfter(0)).containsExactly(progress(1), new JobEvent.Ended(new Outcome.Cancelled()));
        assertThat(events.isLast(1)).isFalse();
        assertThat(events.isLast(2)).isTrue();
    }

    private void publish(JobEvent... published) {
        List.of(published).forEach(events::publish);
    }

    private List<JobEvent> heardAfter(long number) {
        var heard = new ArrayList<JobEvent>();
        long last = number;
        while (heard.isEmpty() || !(heard.getLast() instanceof JobEvent.Ended)) {
            var next = events.next(last).toCompletableFuture().join();
            last = next.number();
            heard.add(next.event());
        }
        return heard;
    }

    private static JobEvent.Advanced progress(int done) {
        return new JobEvent.Advanced(new Progress(done, 4), Duration.ZERO);
    }
}
