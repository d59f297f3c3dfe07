package dev.easel.engine;

import dev.easel.fixtures.Fixtures;
import dev.easel.onnx.SessionHost;
import dev.easel.pipeline.DiffusionPipeline;
import dev.easel.pipeline.ImageParameters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The order of service. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SharingTest {
    private static final String OTHER = "tiny-random-flux-dev";

    private SessionHost host;
    private DiffusionPipeline pipeline;

    @BeforeAll
    void open() {
        host = Fixtures.singleThreadedHost(Fixtures.model("tiny-random-flux-schnell"));
        pipeline = Fixtures.pipeline(host, Map.of("easel.model.max_sequence_length", "16"));
    }

    @AfterAll
    void close() {
        pipeline.close();
        host.close();
    }

    @Test
    void highPriorityIsInTheNextPass() {
        var engine = new LoopFixture(pipeline, Map.of());
        var low = engine.accepted(TestJobs.submission("a", Priority.LOW, 10));
        turns(engine, 4);
        int stepsBefore = low.state().passesDone();

        var high = engine.accepted(TestJobs.submission("b", Priority.HIGH, 3));
        turns(engine, 2);

        assertThat(high.state().passesDone()).isEqualTo(1);
        assertThat(low.state()).isInstanceOf(JobState.Waiting.class);
        assertThat(low.state().passesDone()).isEqualTo(stepsBefore);
        assertThat(engine.registry.get("easel.preemptions").counter().count()).isEqualTo(1);
        finish(engine);
        assertThat(List.of(low, high))
                .allSatisfy(job -> assertThat(LoopFixture.outcome(job)).isInstanceOf(Outcome.Drawn.class));
    }

    @ParameterizedTest
    @CsvSource({"1, 2", "8, 1", "8, 2", "8, 5"})
    void lowPriorityFinishesWithinTheStatedBoundUnderHighLoad(int rows, int highSteps) {
        long ageing = Duration.ofSeconds(2).toNanos();
        int steps = 10;
        var engine = new LoopFixture(pipeline, Map.of("ageing", "2s", "batch.rows", Integer.toString(rows)));
        var low = engine.accepted(TestJobs.submission("low", Priority.LOW, steps));
        int highs = 0;
        int turnsOnceAged = 0;
        while (!low.hasEnded()) {
            while (engine.queue.accepted().size() < 9) {
                engine.accepted(TestJobs.submission("high " + highs++, Priority.HIGH, highSteps));
            }
            engine.loop.turn();
            turnsOnceAged += engine.clock.get() > ageing ? 1 : 0;
        }
        assertThat(LoopFixture.outcome(low)).isInstanceOf(Outcome.Drawn.class);
        assertThat(turnsOnceAged).isBetween(steps, Ranking.AGED_TURN * (steps + 2) + 1);
    }

    @Test
    void aDeadlineWithinAFloodDoesNotDelayANewcomer() {
        var engine = new LoopFixture(pipeline, Map.of("batch.rows", "1"));
        for (int i = 0; i < 20; i++) {
            engine.accepted(TestJobs.submission("flood", Priority.NORMAL, 4));
        }
        engine.accepted(
                TestJobs.submission(TestJobs.image(4), "flood", Priority.NORMAL, Optional.of(Duration.ofMinutes(10))));
        turns(engine, 3);
        var guest = engine.accepted(TestJobs.submission("guest", Priority.NORMAL, 4));
        assertThat(guest.position()).isLessThanOrEqualTo(2);
        finish(engine);
    }

    @Test
    void aFloodDoesNotDelayAnotherCaller() {
        var engine = new LoopFixture(pipeline, Map.of("batch.rows", "2"));
        var flood = new ArrayList<GenerationJob>();
        for (int i = 0; i < 20; i++) {
            flood.add(engine.accepted(TestJobs.submission("flood", Priority.NORMAL, 4)));
        }
        turns(engine, 3);
        var guest = engine.accepted(TestJobs.submission("guest", Priority.NORMAL, 4));
        while (!guest.hasEnded()) {
            engine.loop.turn();
        }
        assertThat(flood.stream().filter(GenerationJob::hasEnded).count()).isLessThanOrEqualTo(4);
        finish(engine);
    }

    @Test
    void aJobThatCannotMakeItsDeadlineEndsEarly() {
        var engine = new LoopFixture(pipeline, Map.of());
        finishOne(engine);
        var hopeless = engine.accepted(due(1000, Duration.ofMillis(300)));
        var feasible = engine.accepted(due(5, Duration.ofMinutes(1)));

        engine.loop.turn();

        assertThat(LoopFixture.outcome(hopeless)).isEqualTo(new Outcome.Expired());
        finish(engine);
        assertThat(LoopFixture.outcome(feasible)).isInstanceOf(Outcome.Drawn.class);
    }

    @Test
    void aBrokenRowFailsOnlyItsOwnJob() {
        var engine = new LoopFixture(pipeline, Map.of());
        // an odd number of latents cannot be packed
        var broken = engine.accepted(TestJobs.submission(
                new ImageParameters("a cat", Optional.empty(), 72, 72, 1, 0, 1, 0),
                "a",
                Priority.NORMAL,
                Optional.empty()));
        var sound = engine.accepted(TestJobs.submission("b", Priority.NORMAL, 2));

        finish(engine);

        assertThat(LoopFixture.outcome(broken)).isInstanceOf(Outcome.Failed.class);
        assertThat(LoopFixture.outcome(sound)).isInstanceOf(Outcome.Drawn.class);
    }

    @Test
    void waitingJobsKnowTheirPosition() {
        var engine = new LoopFixture(pipeline, Map.of("batching", "off"));
        var first = engine.accepted(TestJobs.submission("a", Priority.NORMAL, 2));
        var second = engine.accepted(TestJobs.submission("b", Priority.NORMAL, 2));
        assertThat(List.of(first.position(), second.position())).containsExactly(1, 2);

        var urgent = engine.accepted(TestJobs.submission("c", Priority.HIGH, 2));
        assertThat(List.of(urgent.position(), first.position(), second.position()))
                .containsExactly(1, 2, 3);

        turns(engine, 2);
        assertThat(List.of(urgent.position(), first.position(), second.position()))
                .containsExactly(0, 1, 2);
        finish(engine);
    }

    @Test
    void highPriorityOfOneModelGoesBeforeLowOfAnother() {
        try (var second = second()) {
            var engine = two(second, Map.of());
            var low = engine.accepted(TestJobs.submission("a", Priority.LOW, 10));
            turns(engine, 4);
            int stepsBefore = low.state().passesDone();

            var high = engine.accepted(TestJobs.of(OTHER, TestJobs.submission("b", Priority.HIGH, 3)));
            turns(engine, 2);

            assertThat(high.state().passesDone()).isEqualTo(1);
            assertThat(low.state()).isInstanceOf(JobState.Waiting.class);
            assertThat(low.state().passesDone()).isEqualTo(stepsBefore);
            finish(engine);
            assertThat(List.of(low, high))
                    .allSatisfy(job -> assertThat(LoopFixture.outcome(job)).isInstanceOf(Outcome.Drawn.class));
        }
    }

    @Test
    void callersShareFairlyAcrossModels() {
        try (var second = second()) {
            var engine = two(second, Map.of("batch.rows", "2"));
            var flood = new ArrayList<GenerationJob>();
            for (int i = 0; i < 20; i++) {
                flood.add(engine.accepted(TestJobs.submission("flood", Priority.NORMAL, 4)));
            }
            turns(engine, 3);
            var guest = engine.accepted(TestJobs.of(OTHER, TestJobs.submission("guest", Priority.NORMAL, 4)));
            while (!guest.hasEnded()) {
                engine.loop.turn();
            }
            assertThat(flood.stream().filter(GenerationJob::hasEnded).count()).isLessThanOrEqualTo(4);
            finish(engine);
        }
    }

    @Test
    void aFloodOnOneModelLeavesThePlacesOfAnother() {
        try (var second = second()) {
            var engine = two(second, Map.of("queue.jobs", "4"));
            int taken = 0;
            while (engine.submit(TestJobs.submission("caller " + taken, Priority.NORMAL, 2))
                    instanceof Admission.Accepted) {
                taken++;
            }
            assertThat(taken).isEqualTo(4);
            engine.accepted(TestJobs.of(OTHER, TestJobs.submission("caller 0", Priority.NORMAL, 2)));
            engine.accepted(TestJobs.of(OTHER, TestJobs.submission("caller 0", Priority.NORMAL, 2)));
            assertThat(engine.submit(TestJobs.of(OTHER, TestJobs.submission("caller 0", Priority.NORMAL, 2))))
                    .isInstanceOf(Admission.Full.class);
            assertThat(engine.queue.size(OTHER)).isEqualTo(2);
            finish(engine);
        }
    }

    private static DiffusionPipeline second() {
        return Fixtures.pipeline(
                Fixtures.singleThreadedHost(Fixtures.model(OTHER)), Map.of("easel.model.max_sequence_length", "16"));
    }

    private LoopFixture two(DiffusionPipeline second, Map<String, String> settings) {
        var models = List.of(new LoopFixture.Model(pipeline, settings), new LoopFixture.Model(second, settings));
        return new LoopFixture(models, settings);
    }

    private static Submission due(int steps, Duration deadline) {
        return TestJobs.submission(TestJobs.image(steps), "caller", Priority.NORMAL, Optional.of(deadline));
    }

    private static void finishOne(LoopFixture engine) {
        engine.accepted(TestJobs.submission("first", Priority.NORMAL, 2));
        finish(engine);
    }

    private static void finish(LoopFixture engine) {
        while (engine.loop.turn()) {}
    }

    private static void turns(LoopFixture engine, int turns) {
        for (int i = 0; i < turns; i++) {
            engine.loop.turn();
        }
    }
}
