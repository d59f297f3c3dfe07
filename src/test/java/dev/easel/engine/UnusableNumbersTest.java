package dev.easel.engine;

import dev.easel.fixtures.Fixtures;
import dev.easel.fixtures.ModelCopy;
import dev.easel.graph.WeightPatch;
import dev.easel.model.ModelFolder;
import dev.easel.onnx.MemoryUse;
import dev.easel.onnx.SessionHost;
import dev.easel.pipeline.DiffusionPipeline;
import dev.easel.pipeline.ImageParameters;
import dev.easel.pipeline.UnusableNumbersException;
import dev.easel.pipeline.family.Pipelines;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A model whose output is not finite for one word: only a request with this word fails. */
class UnusableNumbersTest {
    private static final int FOX = 39;
    private static final String BAD = "a fox";
    private static final String GOOD = "a tree";

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @TempDir
    private Path folder;

    private DiffusionPipeline pipeline;

    @BeforeEach
    void open() {
        var model = ModelCopy.of(Fixtures.model("tiny-random-flux-schnell"), folder);
        var encoder = model.root().resolve("text_encoder_2/model.onnx");
        WeightPatch.fillRow(encoder, "shared.weight", FOX, Float.NaN);
        var config = Fixtures.modelConfig(Map.of("easel.model.max_sequence_length", "16"));
        var cpu = Fixtures.runtime(Map.of("easel.runtime.device", "cpu", "easel.runtime.threads", "1"));
        pipeline = Pipelines.open(
                new SessionHost(
                        new ModelFolder(TestJobs.MODEL, folder, config.dtype()),
                        cpu,
                        MemoryUse.KEEP,
                        new EngineMetrics(registry).of("tiny")),
                config);
    }

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void onlyTheBadRowFailsAndTheOthersKeepTheirBits() {
        var engine = new LoopFixture(pipeline, Map.of("batch.rows", "4"));
        var alone = new Alone(pipeline);
        var jobs = List.of(
                engine.accepted(submission(GOOD, 3)),
                engine.accepted(submission(BAD, 4)),
                engine.accepted(submission(GOOD + " by the water", 4)));

        while (engine.loop.turn()) {}

        assertThat(LoopFixture.outcome(jobs.get(1)))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.cause()).isInstanceOf(UnusableNumbersException.class));
        assertThat(jobs.get(1).state().passesDone()).isZero();
        for (int sound : new int[] {0, 2}) {
            assertThat(LoopFixture.outcome(jobs.get(sound)))
                    .isInstanceOfSatisfying(
                            Outcome.Drawn.class,
                            drawn -> assertThat(drawn.pixels())
                                    .isEqualTo(alone.image(jobs.get(sound).parameters())));
        }
        // once in a batch, and once alone
        assertThat(unusable()).isEqualTo(2);
    }

    @Test
    void theNextImageIsGenerated() {
        var engine = new LoopFixture(pipeline, Map.of("batch.rows", "1"));
        for (int time = 1; time <= 3; time++) {
            var bad = engine.accepted(submission(BAD, 2));
            var good = engine.accepted(submission(GOOD, 2));
            while (engine.loop.turn()) {}
            assertThat(LoopFixture.outcome(bad)).isInstanceOf(Outcome.Failed.class);
            assertThat(LoopFixture.outcome(good)).isInstanceOf(Outcome.Drawn.class);
            assertThat(unusable()).isEqualTo(time);
        }
    }

    private double unusable() {
        return registry.get("easel.unusable")
                .tag("component", "text_encoder")
                .counter()
                .count();
    }

    private static Submission submission(String prompt, int steps) {
        var image = new ImageParameters(prompt, Optional.empty(), 64, 64, steps, 0, 1, 0);
        return TestJobs.submission(image, "caller", Priority.NORMAL, Optional.empty());
    }
}
