package dev.easel.scheduler;

import dev.easel.fixtures.Fixtures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Shifts and spacings of flows, as in diffusers' pipelines. */
class SigmaShiftTest {

    @Test
    void muIsLinearInTheNumberOfTokens() {
        var shift = new SigmaShift.Dynamic(0.5, 1.15, 256, 4096, SigmaShift.TimeShift.EXPONENTIAL);
        for (var row :
                Fixtures.json(Fixtures.GOLDENS.resolve("schedulers/_mu.json")).get("rows")) {
            assertThat(shift.mu(row.get("seq").asInt())).isCloseTo(row.get("mu").asDouble(), within(1e-12));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"t2i_64x64_s4", "t2i_64x64_s8", "t2i_64x64_s9"})
    void spacingOfTorchEqualsThatOfTheZImagePipeline(String name) {
        var golden = Fixtures.json(Fixtures.GOLDENS.resolve("tiny-random-z-image-turbo/" + name + "/case.json"));
        var sigmas = golden.get("scheduler_sigmas");
        var schedule = SchedulerNameTest.Z_IMAGE.scheduler(FlowSpacing.TORCH).schedule(sigmas.size() - 1, 16);
        for (int i = 0; i < schedule.steps(); i++) {
            assertThat(schedule.sigma(i)).isEqualTo((float) sigmas.get(i).asDouble());
            assertThat(schedule.timestep(i))
                    .isEqualTo((float) golden.get("scheduler_timesteps").get(i).asDouble());
        }
    }

    @Test
    void aScheduleOfOneStepIsNotStretched() {
        var stretched = SchedulerGolden.read("flowmatch_euler_dynamic_terminal").scheduler();
        assertThat(stretched.schedule(1, 256).sigma(0)).isEqualTo(1);
        assertThat(stretched.schedule(2, 256).sigma(1)).isCloseTo(0.02f, within(1e-6f));
    }
}
