package dev.easel.engine;

import dev.easel.pipeline.BatchKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class QueueLimitsTest {
    private static final QueueLimits LIMITS = new QueueLimits(8, 100, 1_000_000);
    private static final Workload ONE_ROW = load(1, 64 * 64);

    @Test
    void aCallerGetsAsManyPlacesAsAreFree() {
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
        assertThat(exhausted(jobs("other", 1), "guest", load(100, 1))).contains(Limit.ROWS);
    }

    @Test
    void pixelsAreBounded() {
        assertThat(exhausted(jobs("other", 1), "guest", load(1, 1_000_000))).contains(Limit.PIXELS);
    }

    @Test
    void aCallerGetsAsManyRowsAndPixelsAsAreFree() {
        var large = load(1, 994_000);
        assertThat(exhausted(jobs("flood", 1), "flood", large)).contains(Limit.CALLER);
        assertThat(exhausted(jobs("flood", 1), "guest", large)).isEmpty();
        assertThat(exhausted(jobs("flood", 1), "flood", load(99, 1))).contains(Limit.CALLER);
    }

    @Test
    void anEmptyQueueAcceptsAnySize() {
        assertThat(exhausted(List.of(), "guest", load(1000, 1_000_000_000))).isEmpty();
    }

    @Test
    void allImagesOfASubmissionCount() {
        assertThat(exhausted(jobs("flood", 2), "flood", ONE_ROW, ONE_ROW)).isEmpty();
        assertThat(exhausted(jobs("flood", 3), "flood", ONE_ROW, ONE_ROW, ONE_ROW))
                .contains(Limit.CALLER);
        assertThat(exhausted(jobs("other", 5), "guest", ONE_ROW, ONE_ROW, ONE_ROW))
                .isEmpty();
        assertThat(exhausted(jobs("other", 5), "guest", ONE_ROW, ONE_ROW, ONE_ROW, ONE_ROW))
                .contains(Limit.JOBS);
        var wide = load(40, 1);
        assertThat(exhausted(jobs("other", 1), "guest", wide, wide)).isEmpty();
        assertThat(exhausted(jobs("other", 1), "guest", wide, wide, wide)).contains(Limit.ROWS);
        var large = load(1, 400_000);
        assertThat(exhausted(jobs("other", 1), "guest", large, large, large)).contains(Limit.PIXELS);
    }

    @Test
    void jobsOfOtherModelsDoNotCount() {
        var other = new BatchKey("other", 64, 64);
        var accepted = new ArrayList<GenerationJob>();
        for (int i = 0; i < 8; i++) {
            accepted.add(TestJobs.job(i, other, "flood", 4));
        }
        assertThat(exhausted(accepted, "flood", load(1000, 1_000_000_000))).isEmpty();
        accepted.addAll(jobs("flood", 3));
        assertThat(exhausted(accepted, "flood", ONE_ROW)).isEmpty();
        accepted.addAll(jobs("flood", 1));
        assertThat(exhausted(accepted, "flood", ONE_ROW)).contains(Limit.CALLER);
    }

    private static Optional<Limit> exhausted(List<GenerationJob> accepted, String caller, Workload... load) {
        return LIMITS.exhausted(accepted, TestJobs.submission(caller, Priority.NORMAL, 1), List.of(load));
    }

    private static Workload load(int rows, long pixels) {
        return TestJobs.workload(TestJobs.KEY, rows, pixels, 1);
    }

    private static List<GenerationJob> jobs(String caller, int count) {
        var jobs = new ArrayList<GenerationJob>();
        for (int i = 0; i < count; i++) {
            jobs.add(TestJobs.job(i, caller, 4));
        }
        return jobs;
    }
}
