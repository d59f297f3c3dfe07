package dev.easel.scheduler;

import com.fasterxml.jackson.databind.JsonNode;
import dev.easel.fixtures.Fixtures;
import dev.easel.tensor.FloatTensor;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Every scheduler against recorded schedules and walks of diffusers; walks use the recorded model outputs. */
class SchedulerGoldenTest {
    private static final double RELATIVE = 1e-6;

    static List<String> goldens() throws IOException {
        try (var files = Files.list(Fixtures.GOLDENS.resolve("schedulers"))) {
            return files.map(file -> file.getFileName().toString().replace(".json", ""))
                    .filter(name -> !name.startsWith("_"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void thereAre43Configurations() throws IOException {
        assertThat(goldens()).hasSize(43);
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void schedulesEqualThoseOfDiffusers(String name) {
        var golden = SchedulerGolden.read(name);
        golden.eachSchedule((steps, expected) -> {
            var schedule = golden.scheduler().schedule(steps, golden.tokens());
            if (expected.has("error")) {
                // diffusers' schedule is not finite, so there is nothing to compare; Easel does not stretch it
                assertThat(schedule.sigma(0)).isEqualTo(1);
                assertThat(schedule.sigma(1)).isZero();
                return;
            }
            assertThat(schedule.steps())
                    .isEqualTo(expected.get("timesteps").size())
                    .isEqualTo(golden.config().type().evaluations(steps));
            assertTimesteps(golden, schedule, expected.get("timesteps"));
            for (int i = 0; expected.has("sigmas") && i <= schedule.steps(); i++) {
                assertClose(schedule.sigma(i), expected.get("sigmas").get(i));
            }
            if (expected.has("init_noise_sigma")) {
                var ones = FloatTensor.vector(1, 1);
                assertClose(
                        golden.scheduler().initialSample(ones, schedule).data()[1], expected.get("init_noise_sigma"));
            }
        });
    }

    private static void assertTimesteps(SchedulerGolden golden, NoiseSchedule schedule, JsonNode expected) {
        for (int i = 0; i < schedule.steps(); i++) {
            if (golden.interpolatesTimesteps()) {
                assertClose(schedule.timestep(i), expected.get(i));
            } else {
                assertThat(schedule.timestep(i))
                        .as("timestep %d of %d", i, schedule.steps())
                        .isEqualTo((float) expected.get(i).asDouble());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void walksEqualThoseOfDiffusers(String name) {
        var golden = SchedulerGolden.read(name);
        var scheduler = golden.scheduler();
        for (var walk : golden.walks()) {
            var schedule = scheduler.schedule(walk.get("num_inference_steps").asInt(), golden.tokens());
            var at = Sampling.start(0, SchedulerGolden.tensor(walk.get("initial_sample")), SchedulerGolden.noise(0));
            for (var expected : walk.get("steps")) {
                assertThat(schedule.timestep(at.step()))
                        .isCloseTo((float) expected.get("timestep").asDouble(), within(1e-3f));
                assertClose(scheduler.modelInput(at.sample(), schedule, at.step()), expected.get("model_input"));
                var output = SchedulerGolden.tensor(expected.get("model_output"));
                if (expected.has("denoised")) {
                    assertClose(
                            scheduler.predictOriginal(at.sample(), output, schedule, at.step()),
                            expected.get("denoised"));
                }
                at = scheduler.step(at, output, schedule);
                assertClose(at.sample(), expected.get("sample"));
            }
            assertThat(at.step()).isEqualTo(schedule.steps());
        }
    }

    private static void assertClose(FloatTensor actual, JsonNode expected) {
        for (int i = 0; i < expected.size(); i++) {
            assertClose(actual.data()[i], expected.get(i));
        }
    }

    private static void assertClose(float actual, JsonNode expected) {
        double value = expected.asDouble();
        assertThat((double) actual).isCloseTo(value, within(RELATIVE * Math.max(1, Math.abs(value))));
    }
}
