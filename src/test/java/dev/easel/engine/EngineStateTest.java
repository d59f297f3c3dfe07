package dev.easel.engine;

import dev.easel.fixtures.Fixtures;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** How an engine opens its model, serves, drains and closes, or fails. */
class EngineStateTest extends EngineTestBase {
    @Test
    void nothingIsAcceptedBeforeTheWarmUp() {
        var opened = new CountDownLatch(1);
        var engine = openingAfter(opened);

        assertThat(engine.submit(image(1))).isEqualTo(new Admission.NotServing(new EngineState.Opening()));
        assertThat(engine.isAlive()).isTrue();
        opened.countDown();
        awaitServing(engine);
        assertThat(engine.submit(image(1))).isInstanceOf(Admission.Accepted.class);
    }

    @Test
    void anEngineStoppedWhileItOpensNeverStarts() throws InterruptedException {
        var opened = new CountDownLatch(1);
        var engine = openingAfter(opened);
        var started = engine.started().toCompletableFuture();

        engine.startDraining();
        opened.countDown();
        engine.drain(PLENTY);

        assertThat(engine.state()).isEqualTo(new EngineState.Closed());
        assertThat(started).isNotDone();
    }

    @Test
    void aServingEngineHasStarted() {
        var times = serving(roomFor(4)).started().toCompletableFuture().join();

        assertThat(times.sessions()).isPositive();
        assertThat(times.warmUp()).isPositive();
    }

    @Test
    void drainingFinishesAcceptedJobs() throws InterruptedException {
        var engine = serving(roomFor(8));
        var jobs = List.of(accepted(engine, 20), accepted(engine, 20), accepted(engine, 20));

        engine.drain(PLENTY);

        assertThat(jobs).allSatisfy(job -> assertThat(await(job)).isInstanceOf(Outcome.Drawn.class));
        assertThat(engine.state()).isEqualTo(new EngineState.Closed());
        assertThat(engine.submit(image(1))).isInstanceOf(Admission.NotServing.class);
    }

    @Test
    void callersGetAnAnswerInTimeWhileAPassRuns() {
        var engine = serving(Fixtures.engineConfig(Map.of("easel.engine.drain_timeout", "50ms")));
        var busy = new CountDownLatch(1);
        var answered = new CountDownLatch(1);
        var held = accepted(engine, 1).outcome().thenRun(() -> {
            busy.countDown();
            waitFor(answered);
        });
        var job = accepted(engine, LONG);
        waitFor(busy);

        engine.startDraining();

        assertThat(await(job)).isEqualTo(new Outcome.Stopped());
        assertThat(held.toCompletableFuture()).isNotDone();
        answered.countDown();
    }

    @Test
    void jobsThatCannotFinishInTimeEndAsStopped() throws InterruptedException {
        var engine = serving(roomFor(8));
        var jobs = List.of(accepted(engine, LONG), accepted(engine, LONG));

        engine.drain(Duration.ofMillis(50));

        assertThat(jobs).allSatisfy(job -> assertThat(await(job)).isEqualTo(new Outcome.Stopped()));
        assertThat(engine.state()).isEqualTo(new EngineState.Closed());
    }

    @Test
    void anUnopenableModelIsReported() {
        var engine = started(roomFor(4), () -> open(TestJobs.MODEL, Path.of("nowhere")));

        awaitState(engine, EngineState.Failed.class);

        assertThat(failure().orElseThrow()).hasMessageContaining("nowhere is not a folder");
        Awaitility.await().until(() -> !engine.isAlive());
    }

    /** An engine that waits for the latch before it opens its model. */
    private GenerationEngine openingAfter(CountDownLatch opened) {
        return started(roomFor(4), () -> {
            waitFor(opened);
            return tiny();
        });
    }
}
