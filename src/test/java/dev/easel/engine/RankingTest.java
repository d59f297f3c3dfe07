package dev.easel.engine;

import dev.easel.engine.Candidate.Phase;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RankingTest {

    @Test
    void callersTakeTurns() {
        assertThat(order(job(1, "flood", 0), job(2, "flood", 10), job(3, "flood", 20), job(4, "guest", 0)))
                .containsExactly(1L, 4L, 2L, 3L);
    }

    @Test
    void aDeadlineTakesATurnOfItsOwnCallerOnly() {
        assertThat(order(job(1, "flood", 0), due(2, "flood", 10, 500), due(3, "flood", 20, 400), job(4, "guest", 5)))
                .containsExactly(3L, 4L, 2L, 1L);
    }

    @Test
    void priorityGoesBeforeTurnsAndDeadlines() {
        var urgent = new Candidate(
                9, Phase.QUEUED, TestJobs.KEY, new Load(1, 1, 1), Priority.HIGH, "flood", 99, Candidate.NEVER_DUE, 0);
        assertThat(order(due(1, "guest", 0, 1), urgent)).containsExactly(9L, 1L);
    }

    private static List<Long> order(Candidate... jobs) {
        return Ranking.rank(List.of(jobs)).stream().map(Candidate::id).toList();
    }

    private static Candidate job(long id, String caller, long turn) {
        return due(id, caller, turn, Candidate.NEVER_DUE);
    }

    private static Candidate due(long id, String caller, long turn, long due) {
        return new Candidate(id, Phase.QUEUED, TestJobs.KEY, new Load(1, 1, 1), Priority.NORMAL, caller, turn, due, 0);
    }
}
