package dev.easel.engine;

import dev.easel.engine.Candidate.Phase;
import dev.easel.engine.TurnPlanner.Situation;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RequestLevelPlannerTest {
    private static final BatchLimits THREE = new BatchLimits(3, 3 * 64 * 64);

    @Test
    void jobsOfEqualPassesBeginTogether() {
        assertThat(work(THREE, List.of(queued(1, 4), queued(2, 8), queued(3, 4), queued(4, 4), queued(5, 4))))
                .isEqualTo("encode [1, 3, 4]");
    }

    @Test
    void noJobJoinsABatchThatHasBegun() {
        assertThat(work(THREE, List.of(job(1, Phase.DENOISING, 4), queued(2, 4))))
                .isEqualTo("denoise [1]");
    }

    @Test
    void theNextBatchBeginsWhenTheLastImageIsDecoded() {
        assertThat(work(THREE, List.of(job(1, Phase.DENOISED, 4), queued(2, 4))))
                .isEqualTo("decode 1");
    }

    @Test
    void withoutBatchingThereIsOneJobAtATime() {
        assertThat(work(BatchLimits.ONE, List.of(queued(1, 4), queued(2, 4)))).isEqualTo("encode [1]");
    }

    @Test
    void withoutJobsNothingIsDone() {
        assertThat(work(THREE, List.of())).isEqualTo("idle");
    }

    private static String work(BatchLimits limits, List<Candidate> jobs) {
        var situation = new Situation(jobs, 0, 0, (key, rows) -> rows);
        return TestJobs.words(
                new RequestLevelPlanner(_ -> limits, 1000).plan(situation).work());
    }

    private static Candidate queued(long id, int passes) {
        return job(id, Phase.QUEUED, passes);
    }

    private static Candidate job(long id, Phase phase, int passes) {
        return new Candidate(TestJobs.job(id, "caller " + id, passes), phase, TestJobs.KEY);
    }
}
