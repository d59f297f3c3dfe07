package dev.easel.engine;

import dev.easel.engine.Candidate.Phase;
import dev.easel.engine.StepPlanner.Situation;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RequestLevelPlannerTest {
    private static final BatchLimits THREE = new BatchLimits(3, 3 * 64 * 64);

    @Test
    void aGroupOfEqualStepsBeginsTogether() {
        assertThat(work(THREE, List.of(queued(1, 4), queued(2, 8), queued(3, 4), queued(4, 4), queued(5, 4))))
                .isEqualTo(new Work.Encode(List.of(1L, 3L, 4L)));
    }

    @Test
    void nobodyJoinsAGroupThatHasBegun() {
        assertThat(work(THREE, List.of(job(1, Phase.DENOISING, 4), queued(2, 4))))
                .isEqualTo(new Work.Step(List.of(1L)));
    }

    @Test
    void theNextGroupBeginsWhenTheLastImageIsDecoded() {
        assertThat(work(THREE, List.of(job(1, Phase.DENOISED, 4), queued(2, 4))))
                .isEqualTo(new Work.Decode(1));
    }

    @Test
    void withoutBatchingThereIsOneJobAtATime() {
        assertThat(work(BatchLimits.ONE, List.of(queued(1, 4), queued(2, 4)))).isEqualTo(new Work.Encode(List.of(1L)));
    }

    @Test
    void withoutJobsNothingIsDone() {
        assertThat(work(THREE, List.of())).isEqualTo(new Work.Idle());
    }

    private static Work work(BatchLimits limits, List<Candidate> jobs) {
        return new RequestLevelPlanner(_ -> limits, 1000)
                .plan(new Situation(jobs, 0, 0, (key, rows) -> rows))
                .work();
    }

    private static Candidate queued(long id, int steps) {
        return job(id, Phase.QUEUED, steps);
    }

    private static Candidate job(long id, Phase phase, int steps) {
        var load = new Load(1, 64 * 64, steps);
        return new Candidate(id, phase, TestJobs.KEY, load, Priority.NORMAL, "caller " + id, 0, Candidate.NEVER_DUE, 0);
    }
}
