package dev.easel.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** An engine without work takes no turns until something changes. */
class IdleEngineTest extends EngineTestBase {

    @Test
    void aSubmissionWakesTheEngine() {
        var engine = serving(roomFor(4));
        awaitSleep();

        assertThat(await(accepted(engine, 2))).isInstanceOf(Outcome.Drawn.class);
        awaitSleep();
        assertThat(await(accepted(engine, 2))).isInstanceOf(Outcome.Drawn.class);
    }

    @Test
    void aDeadlineEndsAJobOfASleepingEngine() {
        var engine = serving(roomFor(4));
        awaitSleep();

        var hopeless = TestJobs.submission(
                TestJobs.image(LONG), "a caller", Priority.NORMAL, Optional.of(Duration.ofMillis(1)));

        assertThat(await(accepted(engine, hopeless))).isEqualTo(new Outcome.Expired());
        awaitSleep();
    }

    @Test
    void aCancellationPutsTheEngineToSleep() {
        var engine = serving(roomFor(4));
        accepted(engine, LONG).cancel();

        awaitSleep();

        assertThat(await(accepted(engine, 2))).isInstanceOf(Outcome.Drawn.class);
    }

    @Test
    void drainingWakesTheEngine() {
        var engine = serving(roomFor(4));
        awaitSleep();

        engine.startDraining();

        awaitState(engine, EngineState.Closed.class);
    }

    @Test
    void theCancellationOfTheLastJobWakesADrainingEngine() {
        var engine = serving(roomFor(4));
        var job = accepted(engine, LONG);
        var leaving = new CountDownLatch(1);
        // the latest dependent runs first, so the job has ended but is still in the queue
        job.outcome().thenRun(() -> waitFor(leaving));
        engine.startDraining();
        Thread.startVirtualThread(job::cancel);
        awaitSleep();
        assertThat(engine.state()).isInstanceOf(EngineState.Draining.class);

        leaving.countDown();

        awaitState(engine, EngineState.Closed.class);
    }
}
