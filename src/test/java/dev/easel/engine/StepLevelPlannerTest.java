package dev.easel.engine;

import dev.easel.engine.Candidate.Phase;
import dev.easel.engine.TurnPlanner.PassTimes;
import dev.easel.engine.TurnPlanner.Situation;
import dev.easel.pipeline.BatchKey;
import java.util.List;
import org.junit.jupiter.api.Test;

import static dev.easel.engine.Priority.HIGH;
import static dev.easel.engine.Priority.LOW;
import static dev.easel.engine.Priority.NORMAL;
import static org.assertj.core.api.Assertions.assertThat;

class StepLevelPlannerTest {
    private static final BatchKey SQUARE = new BatchKey("model", 64, 64);
    private static final BatchKey WIDE = new BatchKey("model", 128, 64);
    private static final PassTimes SATURATED = (key, rows) -> rows;
    private static final PassTimes ROOMY = (key, rows) -> 1;
    private static final long AGEING = 1000;
    private static final BatchKey OTHER = new BatchKey("other", 64, 64);
    private static final int PASS = 4 * 64 * 64;

    /** What a job takes of a pass. */
    private record Load(int rows, long pixels) {}

    private final StepLevelPlanner planner =
            new StepLevelPlanner(model -> new BatchLimits(model.equals(OTHER.model()) ? 2 : 4, PASS), AGEING);

    @Test
    void withoutJobsNothingIsDone() {
        assertThat(work(List.of())).isEqualTo("idle");
    }

    @Test
    void jobsThatBeginAreEncodedTogether() {
        assertThat(work(List.of(
                        job(1, Phase.QUEUED, NORMAL), job(2, Phase.DENOISING, NORMAL), job(3, Phase.QUEUED, NORMAL))))
                .isEqualTo("encode [1, 3]");
    }

    @Test
    void aPassFillsInOrderOfArrival() {
        assertThat(work(List.of(
                        job(5, Phase.DENOISING, NORMAL),
                        job(4, Phase.DENOISING, NORMAL),
                        job(3, Phase.DENOISING, NORMAL),
                        job(2, Phase.DENOISING, NORMAL),
                        job(1, Phase.DENOISING, NORMAL))))
                .isEqualTo("denoise [1, 2, 3, 4]");
    }

    @Test
    void secondRowsCount() {
        var two = new Load(2, 2 * 64 * 64);
        assertThat(work(List.of(job(1, NORMAL, SQUARE, two), job(2, NORMAL, SQUARE, two), job(3, NORMAL, SQUARE, two))))
                .isEqualTo("denoise [1, 2]");
    }

    @Test
    void aJobLargerThanAPassRunsAlone() {
        var large = new Load(1, 1_000_000);
        assertThat(work(List.of(job(1, NORMAL, SQUARE, large), job(2, Phase.DENOISING, NORMAL))))
                .isEqualTo("denoise [1]");
    }

    @Test
    void sizesDoNotMix() {
        var load = new Load(1, 64 * 64);
        assertThat(work(List.of(job(1, NORMAL, WIDE, load), job(2, NORMAL, SQUARE, load), job(3, NORMAL, WIDE, load))))
                .isEqualTo("denoise [1, 3]");
    }

    @Test
    void theHighestPriorityLeads() {
        assertThat(work(List.of(
                        job(1, Phase.DENOISING, LOW), job(2, Phase.DENOISING, NORMAL), job(3, Phase.QUEUED, HIGH))))
                .isEqualTo("encode [3]");
    }

    @Test
    void lowerPrioritiesJoinAPassThatTheyDoNotSlowDown() {
        var jobs = List.of(job(1, Phase.DENOISING, LOW), job(2, Phase.DENOISING, HIGH), job(3, Phase.DENOISING, LOW));

        assertThat(work(jobs, SATURATED)).isEqualTo("denoise [2]");
        assertThat(work(jobs, ROOMY)).isEqualTo("denoise [2, 1, 3]");
    }

    @Test
    void equalPrioritiesJoinAPassEvenIfTheySlowItDown() {
        assertThat(work(List.of(job(1, Phase.DENOISING, HIGH), job(2, Phase.DENOISING, HIGH)), SATURATED))
                .isEqualTo("denoise [1, 2]");
    }

    @Test
    void decodingGoesFirstAmongEquals() {
        assertThat(work(List.of(job(1, Phase.DENOISING, NORMAL), job(2, Phase.DENOISED, NORMAL))))
                .isEqualTo("decode 2");
        assertThat(work(List.of(job(1, Phase.DENOISING, HIGH), job(2, Phase.DENOISED, NORMAL))))
                .isEqualTo("denoise [1]");
    }

    @Test
    void anAgedJobLeadsOneTurnInFour() {
        var jobs = List.of(job(1, Phase.DENOISING, LOW), job(2, Phase.DENOISING, LOW), job(9, Phase.DENOISING, HIGH));
        int turnsSinceAged = 0;
        for (int turn = 1; turn <= 12; turn++) {
            var plan = planner.plan(new Situation(jobs, AGEING + 1, turnsSinceAged, SATURATED));
            turnsSinceAged = plan.turnsSinceAged();
            var leader = ((Work.Denoise) plan.work()).jobs().getFirst().id();
            assertThat(leader).as("turn %d", turn).isEqualTo(turn % 4 == 0 ? 1 : 9);
        }
    }

    @Test
    void anAgedJobDoesNotWaitForPrompts() {
        var jobs = List.of(job(1, Phase.DENOISING, LOW), job(8, Phase.QUEUED, HIGH), job(9, Phase.DENOISING, HIGH));
        assertThat(work(new Situation(jobs, AGEING + 1, 3, SATURATED))).isEqualTo("denoise [1, 9]");
    }

    @Test
    void promptsOfLowerPrioritiesDoNotDelayAPass() {
        assertThat(work(List.of(job(1, Phase.QUEUED, LOW), job(2, Phase.DENOISING, HIGH)), ROOMY))
                .isEqualTo("denoise [2]");
        assertThat(work(List.of(job(1, Phase.QUEUED, LOW), job(2, Phase.QUEUED, HIGH)), ROOMY))
                .isEqualTo("encode [2]");
    }

    @Test
    void theNextJobsAreEncodedWithThoseThatBegin() {
        var load = new Load(1, 64 * 64);
        var wide = candidate(2, Phase.QUEUED, WIDE, load, NORMAL);
        assertThat(work(List.of(job(1, Phase.QUEUED, NORMAL), wide))).isEqualTo("encode [1, 2]");
    }

    @Test
    void aTurnHasOneModelAndItsLimits() {
        var load = new Load(1, 64 * 64);
        var denoising = List.of(
                job(1, NORMAL, OTHER, load),
                job(2, NORMAL, SQUARE, load),
                job(3, NORMAL, OTHER, load),
                job(4, NORMAL, OTHER, load));
        assertThat(work(denoising)).isEqualTo("denoise [1, 3]");
        var queued = List.of(
                candidate(1, Phase.QUEUED, OTHER, load, NORMAL),
                job(2, Phase.QUEUED, NORMAL),
                candidate(3, Phase.QUEUED, OTHER, load, NORMAL),
                candidate(4, Phase.QUEUED, OTHER, load, NORMAL));
        assertThat(work(queued)).isEqualTo("encode [1, 3]");
    }

    @Test
    void theHighestPriorityLeadsAcrossModels() {
        var load = new Load(1, 64 * 64);
        assertThat(work(List.of(job(1, NORMAL, SQUARE, load), job(2, HIGH, OTHER, load)), ROOMY))
                .isEqualTo("denoise [2]");
    }

    @Test
    void noJobIsAgedTooEarly() {
        var jobs = List.of(job(1, Phase.DENOISING, LOW), job(9, Phase.DENOISING, HIGH));
        assertThat(work(new Situation(jobs, AGEING, 3, SATURATED))).isEqualTo("denoise [9]");
    }

    private String work(List<Candidate> jobs) {
        return work(jobs, SATURATED);
    }

    private String work(List<Candidate> jobs, PassTimes times) {
        return work(new Situation(jobs, 0, 0, times));
    }

    private String work(Situation situation) {
        return TestJobs.words(planner.plan(situation).work());
    }

    private static Candidate job(long id, Phase phase, Priority priority) {
        return candidate(id, phase, SQUARE, new Load(1, 64 * 64), priority);
    }

    private static Candidate job(long id, Priority priority, BatchKey key, Load load) {
        return candidate(id, Phase.DENOISING, key, load, priority);
    }

    private static Candidate candidate(long id, Phase phase, BatchKey key, Load load, Priority priority) {
        var submission = TestJobs.submission("caller " + id, priority, 4);
        var workload = TestJobs.workload(key, load.rows, load.pixels, 4);
        return new Candidate(TestJobs.job(id, submission, workload), phase, key);
    }
}
