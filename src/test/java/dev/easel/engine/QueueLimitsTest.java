package dev.easel.engine;

import dev.easel.pipeline.BatchKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class QueueLimitsTest {
    private static final QueueLimits LIMITS = new QueueLimits(8, 100, 1_000_000);
    private static final Load ONE_ROW = new Load(1, 64 * 64, 4);

    @Test
    void aCallerMayHaveAsManyPlacesAsAreStillFree() {
        var accepted = jobs("flood", 4);
        assertThat(exhausted(jobs("flood", 3), "flood", ONE_ROW)).isEmpty();
        assertThat(exhausted(accepted, "flood", ONE_ROW)).contains(Limit.CALLER);
        assertThat(exhausted(accepted, "guest", ONE_ROW)).isEmpty();
    }

    @Test
    void placesAreBounded() {
        var accepted = new ArrayList<GenerationJob>();
        for (int caller = 0; caller < 8; caller++) {
            accepted.addAll(jobs("caller " + caller, 1));
        }
        assertThat(exhausted(accepted, "guest", ONE_ROW)).contains(Limit.JOBS);
    }

    @Test
    void rowsAreBounded() {
        assertThat(exhausted(jobs("other", 1), "guest", new Load(100, 1, 1))).contains(Limit.ROWS);
    }

    @Test
    void pixelsAreBounded() {
        assertThat(exhausted(jobs("other", 1), "guest", new Load(1, 1_000_000, 1)))
                .contains(Limit.PIXELS);
    }

    @Test
    void aCallerMayHaveAsManyRowsAndPixelsAsAreStillFree() {
        var large = new Load(1, 994_000, 1);
        assertThat(exhausted(jobs("flood", 1), "flood", large)).contains(Limit.CALLER);
        assertThat(exhausted(jobs("flood", 1), "guest", large)).isEmpty();
        assertThat(exhausted(jobs("flood", 1), "flood", new Load(99, 1, 1))).contains(Limit.CALLER);
    }

    @Test
    void whoComesAloneIsTakenWhateverItsSize() {
        assertThat(exhausted(List.of(), "guest", new Load(1000, 1_000_000_000, 1)))
                .isEmpty();
    }

    @Test
    void jobsOfOtherModelsDoNotCount() {
        var other = new BatchKey("other", 64, 64);
        var accepted = new ArrayList<GenerationJob>();
        for (int i = 0; i < 8; i++) {
            accepted.add(TestJobs.job(i, other, "flood", 4));
        }
        assertThat(exhausted(accepted, "flood", new Load(1000, 1_000_000_000, 1)))
                .isEmpty();
        accepted.addAll(jobs("flood", 3));
        assertThat(exhausted(accepted, "flood", ONE_ROW)).isEmpty();
        accepted.addAll(jobs("flood", 1));
        assertThat(exhausted(accepted, "flood", ONE_ROW)).contains(Limit.CALLER);
    }

    private static Optional<Limit> exhausted(List<GenerationJob> accepted, String caller, Load load) {
        return LIMITS.exhausted(accepted, TestJobs.submission(caller, Priority.NORMAL, 1), load);
    }

    private static List<GenerationJob> jobs(String caller, int count) {
        var jobs = new ArrayList<GenerationJob>();
        for (int i = 0; i < count; i++) {
            jobs.add(TestJobs.job(i, caller, 4));
        }
        return jobs;
    }
}
