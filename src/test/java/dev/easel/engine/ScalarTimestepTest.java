package dev.easel.engine;

import dev.easel.fixtures.Fixtures;
import dev.easel.pipeline.Ability;
import dev.easel.pipeline.DiffusionPipeline;
import dev.easel.pipeline.ImageParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A U-Net that takes one timestep for all rows: only images at the same step share a pass. */
class ScalarTimestepTest {
    private static final String SCALAR = "tiny-random-lcm";

    /** Counts the shared passes: at most so many, and exactly so many for equal step counts. */
    @ParameterizedTest
    @CsvSource({"4, 4, 4, 0", "4, 2, 2, 2", "4, 3, 1, 5"})
    void rowsAtDifferentStepsShareNoPass(int first, int second, int shared, int alone) {
        try (var pipeline = open(SCALAR)) {
            var engine = new LoopFixture(pipeline, Map.of());
            var jobs = List.of(engine.accepted(submission(first, 1)), engine.accepted(submission(second, 2)));
            boolean worked = true;
            while (worked) {
                var before = jobs.stream().map(GenerationJob::state).toList();
                var timesteps =
                        jobs.stream().map(ScalarTimestepTest::nextTimestep).toList();
                worked = engine.loop.turn();
                requireOneTimestep(jobs, before, timesteps);
            }
            var drawings = new Alone(pipeline);
            assertThat(jobs)
                    .allSatisfy(job -> assertThat(((Outcome.Drawn) LoopFixture.outcome(job)).pixels())
                            .isEqualTo(drawings.image(job.parameters())));
            assertThat(passes(engine, 2)).isLessThanOrEqualTo(shared);
            assertThat(2 * passes(engine, 2) + passes(engine, 1)).isEqualTo(first + second);
            if (first == second) {
                assertThat(passes(engine, 2)).isEqualTo(shared);
                assertThat(passes(engine, 1)).isEqualTo(alone);
            }
        }
    }

    /** The next timestep of a job that has begun. */
    private static Optional<Float> nextTimestep(GenerationJob job) {
        return Candidate.of(List.of(job)).stream()
                .findFirst()
                .flatMap(candidate -> candidate.key().timestep());
    }

    private static void requireOneTimestep(
            List<GenerationJob> jobs, List<JobState> before, List<Optional<Float>> timesteps) {
        var inPass = new ArrayList<Float>();
        for (int i = 0; i < jobs.size(); i++) {
            if (jobs.get(i).state().passesDone() > before.get(i).passesDone()) {
                inPass.add(timesteps.get(i).orElseThrow());
            }
        }
        assertThat(inPass.stream().distinct().count()).isLessThanOrEqualTo(1);
    }

    @Test
    void theStartWarnsOfIt() {
        assertThat(warnings(SCALAR))
                .anySatisfy(text -> assertThat(text)
                        .contains("takes one timestep for all rows")
                        .contains(SCALAR));
        assertThat(warnings("tiny-random-sdxl-turbo")).isEmpty();
    }

    private static List<String> warnings(String model) {
        var logger = Logger.getLogger("dev.easel.pipeline");
        var heard = new ArrayList<String>();
        var handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
                    heard.add(entry.getMessage().formatted(entry.getParameters()));
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(handler);
        try (var pipeline = open(model)) {
            assertThat(pipeline.description().can(Ability.STEP_BATCHING)).isEqualTo(!model.equals(SCALAR));
            return heard;
        } finally {
            logger.removeHandler(handler);
        }
    }

    private static DiffusionPipeline open(String model) {
        return Fixtures.pipeline(Fixtures.singleThreadedHost(Fixtures.model(model)), Map.of());
    }

    private static long passes(LoopFixture engine, int rows) {
        var timer = engine.registry
                .find("easel.denoise.step")
                .tag("rows", Integer.toString(rows))
                .timer();
        return timer == null ? 0 : timer.count();
    }

    private static Submission submission(int steps, long seed) {
        var image = new ImageParameters("a cat", Optional.empty(), 64, 64, steps, 8, 1, seed);
        return TestJobs.of(SCALAR, TestJobs.submission(image, "caller", Priority.NORMAL, Optional.empty()));
    }
}
