package dev.easel.engine;

import dev.easel.pipeline.ImageParameters;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.easel.engine.RunningEngines.LONG;
import static dev.easel.engine.RunningEngines.accepted;
import static dev.easel.engine.RunningEngines.await;
import static dev.easel.engine.RunningEngines.image;
import static dev.easel.engine.RunningEngines.roomFor;
import static org.assertj.core.api.Assertions.assertThat;

/** What becomes of images that are submitted: drawn, refused, cancelled or failed. */
class GenerationEngineTest {
    @TempDir
    private Path folder;

    private RunningEngines engines;

    @BeforeEach
    void copyModels() {
        engines = new RunningEngines(folder);
    }

    @AfterEach
    void stop() {
        engines.close();
    }

    @Test
    void anAcceptedImageIsDrawn() {
        var job = accepted(engines.serving(roomFor(4)), 2);

        assertThat(await(job)).isInstanceOfSatisfying(Outcome.Drawn.class, drawn -> {
            assertThat(drawn.pixels().width()).isEqualTo(64);
            assertThat(drawn.timings().denoise()).isPositive();
        });
    }

    @Test
    void aFullQueueRefusesAndSaysWhenThereIsRoom() {
        var engine = engines.serving(roomFor(2));
        var running = accepted(engine, LONG);

        assertThat(engine.submit(image(1))).isInstanceOfSatisfying(Admission.Full.class, full -> {
            assertThat(full.limit()).isEqualTo(Limit.CALLER);
            assertThat(full.retryAfter()).isGreaterThan(Duration.ofSeconds(10));
        });

        running.cancel();

        assertThat(engine.submit(image(1))).isInstanceOf(Admission.Accepted.class);
    }

    @Test
    void theImagesOfASubmissionAreAcceptedTogetherOrNotAtAll() {
        var engine = engines.serving(roomFor(4));
        var guest = TestJobs.submission("guest", Priority.NORMAL, LONG);

        assertThat(engine.submit(TestJobs.times(3, image(LONG))))
                .isInstanceOfSatisfying(
                        Admission.Accepted.class,
                        accepted -> assertThat(accepted.jobs()).hasSize(3));
        assertThat(engine.submit(TestJobs.times(2, guest)))
                .isInstanceOfSatisfying(
                        Admission.Full.class, full -> assertThat(full.limit()).isEqualTo(Limit.JOBS));
        // the place that was too little for both of them is still free
        assertThat(engine.submit(guest)).isInstanceOf(Admission.Accepted.class);
    }

    @Test
    void aCancelledImageMakesRoomForTheNext() {
        var engine = engines.serving(roomFor(4));
        var cancelled = accepted(engine, LONG);
        var next = accepted(engine, 1);

        cancelled.cancel();

        assertThat(await(cancelled)).isEqualTo(new Outcome.Cancelled());
        assertThat(await(next)).isInstanceOf(Outcome.Drawn.class);
    }

    @Test
    void aFailureEndsItsOwnImageOnly() {
        var engine = engines.serving(roomFor(4));
        // an odd number of latents cannot be packed
        var unpackable = new ImageParameters("a cat", Optional.empty(), 72, 72, 1, 0, 1, 0);
        var broken = accepted(engine, TestJobs.submission(unpackable, "a caller", Priority.NORMAL, Optional.empty()));

        assertThat(await(broken)).isInstanceOf(Outcome.Failed.class);
        assertThat(await(accepted(engine, 1))).isInstanceOf(Outcome.Drawn.class);
    }
}
