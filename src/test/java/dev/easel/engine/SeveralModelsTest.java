package dev.easel.engine;

import dev.easel.pipeline.DiffusionPipeline;
import dev.easel.pipeline.ModelDescription;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Several models in one engine. */
class SeveralModelsTest extends EngineTestBase {
    @Test
    void oneEngineServesSeveralModels() throws InterruptedException {
        var engine = servingTwo(roomFor(4));

        assertThat(engine.models()).extracting(ModelDescription::name).containsExactly(TestJobs.MODEL, OTHER_MODEL);
        var first = accepted(engine, 2);
        var second = accepted(engine, TestJobs.of(OTHER_MODEL, image(2)));
        engine.drain(PLENTY);

        assertThat(List.of(first, second))
                .allSatisfy(job -> assertThat(await(job)).isInstanceOf(Outcome.Drawn.class));
        assertThat(pixels(first)).isNotEqualTo(pixels(second));
        assertThat(engine.state()).isEqualTo(new EngineState.Closed());
    }

    @Test
    void aFloodOnOneModelDoesNotFillTheQueueOfAnother() {
        var engine = servingTwo(roomFor(2));
        var running = accepted(engine, LONG);

        assertThat(engine.submit(image(1))).isInstanceOf(Admission.Full.class);
        var urgent = TestJobs.submission("a caller", Priority.HIGH, 1);
        var other = accepted(engine, TestJobs.of(OTHER_MODEL, urgent));
        assertThat(await(other)).isInstanceOf(Outcome.Drawn.class);
        assertThat(running.hasEnded()).isFalse();
        running.cancel();
    }

    @Test
    void anUnopenableModelIsNamedAndTheOthersClose() {
        var first = new AtomicReference<DiffusionPipeline>();
        var engine = started(roomFor(4), () -> kept(first), () -> open(OTHER_MODEL, Path.of("nowhere")));

        Awaitility.await().atMost(PLENTY).until(() -> !engine.isAlive());

        assertThat(failure().orElseThrow())
                .isInstanceOfSatisfying(
                        OpeningException.class, e -> assertThat(e.model()).isEqualTo(OTHER_MODEL))
                .hasMessageContaining("the model other cannot be served: nowhere is not a folder");
        assertThatThrownBy(() -> first.get().encode(List.of(TestJobs.image(1))))
                .as("a closed session")
                .isInstanceOf(IllegalStateException.class);
    }

    private DiffusionPipeline kept(AtomicReference<DiffusionPipeline> place) {
        place.set(tiny());
        return place.get();
    }

    private static byte[] pixels(GenerationJob job) {
        return ((Outcome.Drawn) await(job)).pixels().rgb();
    }
}
