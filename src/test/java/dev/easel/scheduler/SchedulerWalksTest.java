package dev.easel.scheduler;

import com.fasterxml.jackson.databind.JsonNode;
import dev.easel.fixtures.Fixtures;
import dev.easel.tensor.FloatTensor;
import dev.easel.tensor.Shape;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Settings that the goldens leave out, and starts at a later step, as in diffusers
 * ({@code tools/record_schedulers.py}).
 */
class SchedulerWalksTest {
    private static final JsonNode WALKS = Fixtures.json(Path.of("src/test/resources/schedulers.json"));
    private static final double RELATIVE = 2e-6;
    private static final int TOKENS = 4096;

    static List<String> walks() {
        return WALKS.propertyStream().map(entry -> entry.getKey()).toList();
    }

    @ParameterizedTest
    @MethodSource("walks")
    void equalThoseOfDiffusers(String name) {
        var walk = WALKS.get(name);
        var scheduler = SchedulerGolden.config(walk).scheduler();
        var schedule = scheduler.schedule(walk.get("num_inference_steps").asInt(), TOKENS);
        assertThat(schedule.steps()).isEqualTo(walk.get("timesteps").size());
        int first = walk.get("first_step").asInt();
        var noise = wave(Math::cos);
        var start = first == 0
                ? scheduler.initialSample(noise, schedule)
                : scheduler.addNoise(wave(i -> Math.sin(i + 1)), noise, schedule, first);
        assertClose("start", start, walk.get("start"));
        var at = Sampling.start(first, start, SchedulerGolden.noise(0));
        for (var expected : walk.get("steps")) {
            String step = "step " + at.step();
            assertThat(schedule.timestep(at.step()))
                    .isCloseTo((float) walk.get("timesteps").get(at.step()).asDouble(), within(1e-3f));
            assertClose(step, scheduler.modelInput(at.sample(), schedule, at.step()), expected.get("model_input"));
            var output = SchedulerGolden.tensor(expected.get("model_output"));
            if (expected.has("original")) {
                var original = scheduler.predictOriginal(at.sample(), output, schedule, at.step());
                assertClose(step, original, expected.get("original"));
            }
            at = scheduler.step(at, output, schedule);
            assertClose(step, at.sample(), expected.get("sample"));
        }
        assertThat(at.step()).isEqualTo(schedule.steps());
    }

    private static FloatTensor wave(IntToDoubleFunction function) {
        var values = new float[8];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) function.applyAsDouble(i);
        }
        return FloatTensor.of(Shape.of(1, 1, 2, 4), values);
    }

    private static void assertClose(String what, FloatTensor actual, JsonNode expected) {
        for (int i = 0; i < expected.size(); i++) {
            double value = expected.get(i).asDouble();
            assertThat((double) actual.data()[i])
                    .as(what)
                    .isCloseTo(value, within(RELATIVE * Math.max(1, Math.abs(value))));
        }
    }
}
