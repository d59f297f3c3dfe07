package dev.easel.scheduler;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The names that fit a model, and the configuration of a model with a name. */
class SchedulerNameTest {
    static final SchedulerConfig SDXL = new SchedulerConfig(
            SchedulerType.EULER,
            Map.of("beta_start", 0.00085, "beta_end", 0.012, "beta_schedule", "scaled_linear", "steps_offset", 1.0));
    static final SchedulerConfig FLUX =
            new SchedulerConfig(SchedulerType.FLOW_MATCH_EULER, Map.of("shift", 3.0, "use_dynamic_shifting", true));
    static final SchedulerConfig Z_IMAGE = new SchedulerConfig(SchedulerType.FLOW_MATCH_EULER, Map.of("shift", 3.0));

    @Test
    void namesAreTheCommonOnes() {
        assertThat(SchedulerName.of("dpmpp_2m_sde_karras")).contains(SchedulerName.DPMPP_2M_SDE_KARRAS);
        assertThat(SchedulerName.of("DPMPP_2M")).isEmpty();
        assertThat(SchedulerName.of("")).isEmpty();
    }

    @Test
    void aFlowTakesSolversOfFlows() {
        var expected = List.of("flow_match_euler", "dpmpp_2m", "dpmpp_2m_sde", "dpmpp_3m", "unipc");
        assertThat(texts(SchedulerName.allowedFor(FLUX))).isEqualTo(expected);
        assertThat(texts(SchedulerName.allowedFor(Z_IMAGE))).isEqualTo(expected);
    }

    @Test
    void otherModelsTakeAllOthers() {
        var others = Arrays.stream(SchedulerName.values())
                .filter(name -> name != SchedulerName.FLOW_MATCH_EULER)
                .toList();
        assertThat(SchedulerName.allowedFor(SDXL)).isEqualTo(others);
        assertThat(SchedulerName.allowedFor(SDXL.with(Map.of("prediction_type", "v_prediction"))))
                .isEqualTo(others);
        assertThat(SchedulerName.allowedFor(
                        SDXL.as(SchedulerType.DDPM).with(Map.of("variance_type", "fixed_small", "clip_sample", false))))
                .isEqualTo(others);
    }

    @Test
    void aModelWithTrainedBetasTakesNone() {
        assertThat(SchedulerName.allowedFor(SDXL.with(Map.of("trained_betas", "[0.1]"))))
                .isEmpty();
    }

    @Test
    void theModelsOwnSettingsStay() {
        var applied = SchedulerName.DPMPP_2M_KARRAS.appliedTo(SDXL);
        assertThat(applied.scheduler()).isInstanceOf(DpmSolverScheduler.class);
        assertThat(applied.settings()).containsAllEntriesOf(SDXL.settings()).containsEntry("use_karras_sigmas", true);
    }

    @Test
    void aNameChoosesTheSpacingOfNoiseLevels() {
        var karras = SDXL.with(Map.of("use_karras_sigmas", true));
        assertThat(SchedulerName.EULER.appliedTo(karras).scheduler().schedule(5, 1))
                .isEqualTo(SDXL.scheduler().schedule(5, 1));
        assertThat(SchedulerName.EULER_KARRAS.appliedTo(SDXL).scheduler().schedule(5, 1))
                .isEqualTo(karras.scheduler().schedule(5, 1));
    }

    @Test
    void latentsAreClippedOnlyIfTheModelSaysSo() {
        assertThat(((DdimScheduler) SchedulerName.DDIM.appliedTo(SDXL).scheduler())
                        .space()
                        .clip())
                .isEmpty();
        assertThat(((DdimScheduler) SDXL.as(SchedulerType.DDIM).scheduler())
                        .space()
                        .clip())
                .hasValue(1);
        var clipped = SDXL.with(Map.of("clip_sample", true, "clip_sample_range", 2.0));
        assertThat(((DdimScheduler) SchedulerName.DDIM.appliedTo(clipped).scheduler())
                        .space()
                        .clip())
                .hasValue(2);
    }

    @Test
    void aFlowKeepsItsShift() {
        var direct = new SchedulerConfig(
                SchedulerType.UNIPC,
                Map.of("prediction_type", "flow_prediction", "use_flow_sigmas", true, "flow_shift", 3.0));
        assertThat(SchedulerName.UNIPC.appliedTo(Z_IMAGE).scheduler()).isEqualTo(direct.scheduler());
        assertThat(SchedulerName.FLOW_MATCH_EULER.appliedTo(direct).scheduler()).isEqualTo(Z_IMAGE.scheduler());
        var few = SchedulerName.DPMPP_2M.appliedTo(FLUX).scheduler().schedule(8, 256);
        var many = SchedulerName.DPMPP_2M.appliedTo(FLUX).scheduler().schedule(8, 4096);
        assertThat(many.sigma(4)).isGreaterThan(few.sigma(4));
    }

    @ParameterizedTest
    @EnumSource
    void evaluationsAreKnownBeforehand(SchedulerName name) {
        var applied = name.appliedTo(name == SchedulerName.FLOW_MATCH_EULER ? Z_IMAGE : SDXL);
        for (int steps : new int[] {1, 2, 3, 25, 50, applied.maxSteps()}) {
            assertThat(applied.scheduler().schedule(steps, 256).steps()).isEqualTo(name.evaluations(steps));
        }
    }

    @ParameterizedTest
    @CsvSource({"EULER, 5, 5", "HEUN, 5, 9", "HEUN, 1, 1", "PNDM, 5, 6", "PNDM, 1, 1", "DPMPP_3M, 5, 5"})
    void evaluationsForSteps(SchedulerName name, int steps, int evaluations) {
        assertThat(name.evaluations(steps)).isEqualTo(evaluations);
    }

    static Stream<SchedulerConfig> everyChoice() {
        return Stream.of(SDXL, FLUX, Z_IMAGE)
                .flatMap(model -> SchedulerName.allowedFor(model).stream().map(name -> name.appliedTo(model)));
    }

    private static List<String> texts(List<SchedulerName> names) {
        return names.stream().map(SchedulerName::text).toList();
    }
}
