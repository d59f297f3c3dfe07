package dev.easel.engine;

import dev.easel.fixtures.Fixtures;
import dev.easel.image.Pixels;
import dev.easel.pipeline.ImageParameters;
import dev.easel.pipeline.Setup;
import dev.easel.pipeline.Task;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A job counts its passes, and ends when it has done them all. */
class ProgressTest {
    private static final String MODEL = "tiny-random-sd";
    private static final int SIDE = 64;

    @ParameterizedTest
    @CsvSource({
        "euler, 10, 1, 10",
        "euler, 10, 0.6, 6",
        "heun, 10, 1, 19",
        "heun, 10, 0.6, 11",
        "pndm, 10, 1, 11",
        "pndm, 10, 0.6, 7"
    })
    void aJobEndsAtItsTotal(String scheduler, int steps, double strength, int passes) {
        try (var pipeline = Fixtures.pipeline(Fixtures.singleThreadedHost(Fixtures.model(MODEL)), Map.of())) {
            var engine = new LoopFixture(pipeline, Map.of());
            var job = engine.accepted(submission(scheduler, steps, strength));
            assertThat(job.progress()).isEqualTo(new Progress(0, passes));

            while (engine.loop.turn()) {}

            assertThat(LoopFixture.outcome(job)).isInstanceOf(Outcome.Drawn.class);
            assertThat(job.progress()).isEqualTo(new Progress(passes, passes));
            assertThat(job.events().lastAdvanced().orElseThrow().progress()).isEqualTo(job.progress());
        }
    }

    private static Submission submission(String scheduler, int steps, double strength) {
        Task task = strength == 1
                ? new Task.TextToImage()
                : new Task.ImageToImage(new Pixels(SIDE, SIDE, new byte[3 * SIDE * SIDE]), strength);
        var image = new ImageParameters("a cat", Optional.empty(), SIDE, SIDE, steps, 1, 1, 0)
                .with(task)
                .with(new Setup(Optional.of(scheduler), List.of()));
        return TestJobs.of(MODEL, TestJobs.submission(image, "caller", Priority.NORMAL, Optional.empty()));
    }
}
