package dev.easel.scheduler;

import dev.easel.tensor.FloatTensor;
import dev.easel.tensor.NoiseSource;
import dev.easel.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Properties of every scheduler. */
class SchedulerPropertiesTest {
    private static final int TOKENS = 1024;

    static Stream<SchedulerConfig> everyChoice() {
        return SchedulerNameTest.everyChoice();
    }

    @ParameterizedTest
    @MethodSource("everyChoice")
    void noiseFallsAtEachStep(SchedulerConfig config) {
        for (int steps = 1; steps <= Math.min(150, config.maxSteps()); steps++) {
            var schedule = config.scheduler().schedule(steps, TOKENS);
            for (int i = 0; i < schedule.steps(); i++) {
                assertThat(schedule.sigma(i)).isFinite();
                if (repeats(config, i)) {
                    assertThat(schedule.sigma(i + 1)).isEqualTo(schedule.sigma(i));
                } else {
                    assertThat(schedule.sigma(i + 1)).isLessThan(schedule.sigma(i));
                }
                if (i > 0) {
                    assertThat(schedule.timestep(i)).isLessThanOrEqualTo(schedule.timestep(i - 1));
                }
            }
            assertThat(schedule.sigma(schedule.steps())).isZero();
        }
    }

    /** Heun and PNDM use a noise level twice. */
    private static boolean repeats(SchedulerConfig config, int step) {
        return switch (config.type()) {
            case HEUN -> step % 2 == 1;
            case PNDM -> step == 1;
            default -> false;
        };
    }

    /** Steps of two generations in any order, each taken twice, give the same bits as each generation alone. */
    @ParameterizedTest
    @MethodSource("everyChoice")
    void aStepDependsOnItsSamplingAlone(SchedulerConfig config) {
        var scheduler = config.scheduler();
        var schedule = scheduler.schedule(9, TOKENS);
        int later = 2 * config.type().order();
        var walks = List.of(walk(scheduler, schedule, 0, 1), walk(scheduler, schedule, later, 2));
        var steps = new ArrayList<int[]>();
        for (int generation = 0; generation < walks.size(); generation++) {
            for (int i = 0; i + 1 < walks.get(generation).size(); i++) {
                steps.add(new int[] {generation, i});
            }
        }
        Collections.shuffle(steps, new Random(7));
        for (int[] step : steps) {
            var walk = walks.get(step[0]);
            assertSame(advance(config.scheduler(), schedule, walk.get(step[1])), walk.get(step[1] + 1));
            assertSame(advance(scheduler, schedule, walk.get(step[1])), walk.get(step[1] + 1));
        }
    }

    private static List<Sampling> walk(Scheduler scheduler, NoiseSchedule schedule, int first, int seed) {
        var noise = NoiseSource.seeded(seed).draw(Shape.of(1, 4, 3, 3));
        var at = Sampling.start(first, scheduler.initialSample(noise.noise(), schedule), noise.rest());
        var walk = new ArrayList<>(List.of(at));
        while (at.step() < schedule.steps()) {
            at = advance(scheduler, schedule, at);
            walk.add(at);
        }
        return walk;
    }

    private static Sampling advance(Scheduler scheduler, NoiseSchedule schedule, Sampling at) {
        var seen = scheduler.modelInput(at.sample(), schedule, at.step());
        float time = schedule.timestep(at.step()) * 1e-4f;
        return scheduler.step(at, Elementwise.map(seen, x -> 0.1f * x + time), schedule);
    }

    private static void assertSame(Sampling actual, Sampling expected) {
        assertThat(actual.step()).isEqualTo(expected.step());
        assertThat(actual.sample()).isEqualTo(expected.sample());
        assertThat(actual.history()).isEqualTo(expected.history());
        var shape = expected.sample().shape();
        assertThat(actual.noise().draw(shape).noise())
                .isEqualTo(expected.noise().draw(shape).noise());
        for (float value : expected.sample().data()) {
            assertThat(value).isFinite();
        }
    }

    @ParameterizedTest
    @MethodSource("everyChoice")
    void afterTheLastStepNoNoiseIsAdded(SchedulerConfig config) {
        var schedule = config.scheduler().schedule(4, TOKENS);
        var image = FloatTensor.vector(0.5f, -1, 2);
        var noise = FloatTensor.vector(3, -3, 1);
        assertThat(config.scheduler().addNoise(image, noise, schedule, schedule.steps()))
                .isEqualTo(image);
    }

    @Test
    void trailingSpacingHasTheRequestedNumberOfSteps() {
        // numpy's arange makes 62 of these
        assertThat(TimestepSpacing.TRAILING.timesteps(61, 1000, 0)).hasSize(61).endsWith(15);
    }

    @Test
    void aConsistencyModelHasAtMostTheStepsOfItsDistillation() {
        var lcm = (LcmScheduler)
                SchedulerName.LCM.appliedTo(SchedulerNameTest.SDXL).scheduler();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> lcm.schedule(51, TOKENS))
                .withMessageContaining("51 steps of 50");
        assertThat(lcm.schedule(4, 0.5).timestep(0)).isEqualTo(499);
    }

    @Test
    void shapesThatDifferAreRefused() {
        var schedule = SchedulerNameTest.Z_IMAGE.scheduler().schedule(2, 1);
        var at = Sampling.start(0, FloatTensor.zeros(1, 2), NoiseSource.seeded(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SchedulerNameTest.Z_IMAGE.scheduler().step(at, FloatTensor.zeros(2, 1), schedule))
                .withMessageContaining("[2, 1] beside [1, 2]");
    }
}
