package dev.easel.engine;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class QueueLimitsTest {
    private static final QueueLimits LIMITS = new QueueLimits(8, 100, 1_000_000);
    private static final Load ONE_ROW = new Load(1, 64 * 64, 4);

    @Test
    void aCallerMayHaveAsManyPlacesAsAreStillFree() {
        var accepted = jobs("flood", 4);
        assertThat(LIMITS.exhausted(jobs("flood", 3), "flood", ONE_ROW)).isEmpty();
        assertThat(LIMITS.exhausted(accepted, "flood", ONE_ROW)).contains(Limit.CALLER);
        assertThat(LIMITS.exhausted(accepted, "guest", ONE_ROW)).isEmpty();
    }

    @Test
    void placesAreBounded() {
        var accepted = new ArrayList<GenerationJob>();
        for (int caller = 0; caller < 8; caller++) {
            accepted.addAll(jobs("caller " + caller, 1));
        }
        assertThat(LIMITS.exhausted(accepted, "guest", ONE_ROW)).contains(Limit.JOBS);
    }

    @Test
    void rowsAreBounded() {
        assertThat(LIMITS.exhausted(jobs("other", 1), "guest", new Load(100, 1, 1)))
                .contains(Limit.ROWS);
    }

    @Test
    void pixelsAreBounded() {
        assertThat(LIMITS.exhausted(jobs("other", 1), "guest", new Load(1, 1_000_000, 1)))
                .contains(Limit.PIXELS);
    }

    @Test
    void aCallerMayHaveAsManyRowsAndPixelsAsAreStillFree() {
        var large = new Load(1, 994_000, 1);
        assertThat(LIMITS.exhausted(jobs("flood", 1), "flood", large)).contains(Limit.CALLER);
        assertThat(LIMITS.exhausted(jobs("flood", 1), "guest", large)).isEmpty();
        assertThat(LIMITS.exhausted(jobs("flood", 1), "flood", new Load(99, 1, 1)))
                .contains(Limit.CALLER);
    }

    @Test
    void whoComesAloneIsTakenWhateverItsSize() {
        assertThat(LIMITS.exhausted(List.of(), "guest", new Load(1000, 1_000_000_000, 1)))
                .isEmpty();
    }

    private static List<GenerationJob> jobs(String caller, int count) {
        var jobs = new ArrayList<GenerationJob>();
        for (int i = 0; i < count; i++) {
            jobs.add(TestJobs.job(i, caller, 4));
        }
        return jobs;
    }
}
