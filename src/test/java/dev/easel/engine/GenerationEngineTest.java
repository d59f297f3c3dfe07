package dev.easel.engine;

import java.time.Duration;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The life of a submission. */
class GenerationEngineTest extends EngineTestBase {
    @Test
    void anAcceptedImageIsGenerated() {
        var job = accepted(serving(roomFor(4)), 2);

        assertThat(await(job)).isInstanceOfSatisfying(Outcome.Drawn.class, drawn -> {
            assertThat(drawn.pixels().width()).isEqualTo(64);
            assertThat(drawn.timings().denoise()).isPositive();
        });
    }

    @Test
    void aFullQueueRefusesAndForecastsRoom() {
        var engine = serving(roomFor(2));
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
        var engine = serving(roomFor(4));
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
        var engine = serving(roomFor(4));
        var cancelled = accepted(engine, LONG);
        var next = accepted(engine, 1);

        cancelled.cancel();

        assertThat(await(cancelled)).isEqualTo(new Outcome.Cancelled());
        assertThat(await(next)).isInstanceOf(Outcome.Drawn.class);
    }
}
