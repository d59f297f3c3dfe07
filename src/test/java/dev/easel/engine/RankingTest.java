package dev.easel.engine;

import dev.easel.engine.Candidate.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RankingTest {

    @Test
    void callersAlternate() {
        assertThat(order(job(1, "flood", 0), job(2, "flood", 10), job(3, "flood", 20), job(4, "guest", 0)))
                .containsExactly(1L, 4L, 2L, 3L);
    }

    @Test
    void aDeadlineDelaysOnlyItsOwnCaller() {
        assertThat(order(job(1, "flood", 0), due(2, "flood", 10, 500), due(3, "flood", 20, 400), job(4, "guest", 5)))
                .containsExactly(3L, 4L, 2L, 1L);
    }

    @Test
    void priorityGoesBeforeFairnessAndDeadlines() {
        var urgent = candidate(9, TestJobs.submission("flood", Priority.HIGH, 1), 99);
        assertThat(order(due(1, "guest", 0, 1), urgent)).containsExactly(9L, 1L);
    }

    private static List<Long> order(Candidate... jobs) {
        return Ranking.rank(List.of(jobs)).stream().map(Candidate::id).toList();
    }

    private static Candidate job(long id, String caller, long startTag) {
        return candidate(id, TestJobs.submission(caller, Priority.NORMAL, 1), startTag);
    }

    private static Candidate due(long id, String caller, long startTag, long nanoseconds) {
        var deadline = Optional.of(Duration.ofNanos(nanoseconds));
        return candidate(id, TestJobs.submission(TestJobs.image(1), caller, Priority.NORMAL, deadline), startTag);
    }

    private static Candidate candidate(long id, Submission submission, long startTag) {
        var workload = TestJobs.workload(TestJobs.KEY, 1, 1, 1);
        return new Candidate(new GenerationJob(id, submission, workload, startTag, 0), Phase.QUEUED, TestJobs.KEY);
    }
}
