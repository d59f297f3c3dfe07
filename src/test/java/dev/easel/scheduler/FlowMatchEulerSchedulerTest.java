package dev.easel.scheduler;

import com.fasterxml.jackson.databind.JsonNode;
import dev.easel.fixtures.Fixtures;
import dev.easel.tensor.FloatTensor;
import dev.easel.tensor.NoiseSource;
import dev.easel.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Schedules and steps of diffusers' FlowMatchEulerDiscreteScheduler. */
class FlowMatchEulerSchedulerTest {
    private static final SigmaShift.Dynamic DEV = new SigmaShift.Dynamic(0.5, 1.15, 256, 4096);
    private static final double RELATIVE = 1e-6;

    @ParameterizedTest
    @ValueSource(strings = {"64x64", "128x64", "512x512", "768x1344", "1024x1024", "1536x1024", "2048x2048"})
    void dynamicShiftIsThatOfDiffusers(String size) {
        var golden = golden("flowmatch_euler_dynamic_" + size);
        String[] extents = size.split("x", 2);
        int tokens = Integer.parseInt(extents[0]) / 16 * (Integer.parseInt(extents[1]) / 16);

        check(golden, new FlowMatchEulerScheduler(1000, DEV), tokens);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void staticShiftIsThatOfDiffusers(int shift) {
        check(
                golden("flowmatch_euler_shift" + shift),
                new FlowMatchEulerScheduler(1000, new SigmaShift.Static(shift)),
                16);
    }

    @Test
    void muIsLinearInTheNumberOfTokens() {
        for (var row : golden("_mu").get("rows")) {
            assertThat(DEV.mu(row.get("seq").asInt())).isCloseTo(row.get("mu").asDouble(), within(1e-12));
        }
    }

    private static JsonNode golden(String name) {
        return Fixtures.json(Fixtures.GOLDENS.resolve("schedulers").resolve(name + ".json"));
    }

    private static void check(JsonNode golden, FlowMatchEulerScheduler scheduler, int tokens) {
        golden.get("schedules").properties().forEach(entry -> {
            var schedule = scheduler.schedule(Integer.parseInt(entry.getKey()), tokens);
            var sigmas = entry.getValue().get("sigmas");
            for (int i = 0; i < sigmas.size(); i++) {
                assertClose(schedule.sigma(i), sigmas.get(i));
            }
            for (int i = 0; i < schedule.steps(); i++) {
                assertClose(
                        schedule.timestep(i), entry.getValue().get("timesteps").get(i));
            }
        });
        golden.get("trajectories").forEach(trajectory -> {
            var schedule =
                    scheduler.schedule(trajectory.get("num_inference_steps").asInt(), tokens);
            var at = Sampling.start(0, tensor(trajectory.get("initial_sample")), NoiseSource.seeded(0));
            for (int i = 0; i < schedule.steps(); i++) {
                var step = trajectory.get("steps").get(i);
                at = scheduler.step(at, tensor(step.get("model_output")), schedule);
                for (int j = 0; j < at.sample().data().length; j++) {
                    assertClose(at.sample().data()[j], step.get("sample").get(j));
                }
            }
        });
    }

    private static void assertClose(float actual, JsonNode expected) {
        double value = expected.asDouble();
        assertThat((double) actual).isCloseTo(value, within(RELATIVE * Math.max(1, Math.abs(value))));
    }

    private static FloatTensor tensor(JsonNode values) {
        var floats = new float[values.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values.get(i).asDouble();
        }
        return FloatTensor.of(Shape.of(floats.length), floats);
    }
}
