package dev.easel.engine;

import dev.easel.fixtures.Fixtures;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The place of a cancelled job is free at once, and its rows at the next pass. */
class CancellationTest {
    private static final int CANCELLATIONS = 500;
    private static final int CALLERS = 16;
    private static final int LONG = 1000;

    @Test
    void cancellationFreesPlaceAndRowsWithinOnePass() {
        var random = new Random(2);
        try (var host = Fixtures.singleThreadedHost(Fixtures.model("tiny-random-flux-schnell"));
                var pipeline = Fixtures.pipeline(host, Map.of("easel.model.max_sequence_length", "16"))) {
            var engine = new LoopFixture(pipeline, Map.of("queue.jobs", Integer.toString(CALLERS)));
            for (int i = 0; i < CALLERS; i++) {
                submit(engine, i);
            }
            for (int i = 0; i < CANCELLATIONS; i++) {
                for (int turns = 2 + random.nextInt(3); turns > 0; turns--) {
                    engine.loop.turn();
                }
                var running = engine.queue.accepted().stream()
                        .filter(job -> job.state() instanceof JobState.Running)
                        .toList();
                assertThat(running).hasSize(8);
                var cancelled = running.get(random.nextInt(running.size()));
                int steps = cancelled.state().passesDone();

                cancelled.cancel();
                assertThat(engine.queue.accepted()).hasSize(CALLERS - 1);
                engine.loop.turn();

                assertThat(cancelled.state()).isEqualTo(new JobState.Ended(new Outcome.Cancelled(), steps));
                submit(engine, CALLERS + i);
            }
            engine.queue.accepted().forEach(GenerationJob::cancel);
            var next = engine.accepted(TestJobs.submission("next", Priority.NORMAL, 2));
            while (engine.loop.turn()) {}
            assertThat(LoopFixture.outcome(next)).isInstanceOf(Outcome.Drawn.class);
        }
    }

    private static void submit(LoopFixture engine, int caller) {
        engine.accepted(TestJobs.submission("caller " + caller, Priority.NORMAL, LONG));
    }
}
