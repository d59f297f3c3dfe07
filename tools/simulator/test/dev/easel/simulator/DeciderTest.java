package dev.easel.simulator;

import dev.easel.simulator.Decider.Observed;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Numbers computed by hand from Knative's rules; 70 % of the target of 10 means 7 for each pod. */
class DeciderTest {
    private static final Autoscaling TARGET_10 = Autoscaling.DEFAULT.with(Knob.TARGET, 10);

    @ParameterizedTest
    @CsvSource({
        "1, 0, 0", // no load: half of one pod is none
        "1, 0.001, 1", // any load needs a pod
        "1, 7, 1",
        "1, 7.1, 2",
        "4, 35, 5", // 35 / 7
        "5, 14, 2", // at most halved: 5 / 2 is 2
        "9, 7, 4", // 9 / 2 is 4, although the load needs only 1
        "2, 20000, 2000" // the load needs 2858; at most 1000 times the ready pods are allowed
    })
    void podsAreTheLoadDividedByTheAimWithinTheLimitsOfOneDecision(int ready, double concurrency, int pods) {
        // the short mean is 0, so that panic does not begin
        assertThat(new Decider(TARGET_10)
                        .decide(new Observed(0, ready, concurrency, 0))
                        .pods())
                .isEqualTo(pods);
    }

    @Test
    void withoutReadyPodsTheLimitsAreThoseOfOnePod() {
        assertThat(pods(new Decider(TARGET_10), 0, 0, 20_000, 20_000)).isEqualTo(1000);
    }

    @Test
    void panicBeginsAtTwiceTheReadyPodsAndScalesUp() {
        var decider = new Decider(TARGET_10);
        assertThat(pods(decider, 0, 2, 14, 21)).isEqualTo(2); // the short mean needs 3 pods: 1.5 times
        assertThat(decider.isPanicking()).isFalse();
        assertThat(pods(decider, 2, 2, 14, 22)).isEqualTo(4); // 22 / 7 is 4: twice
        assertThat(decider.isPanicking()).isTrue();
    }

    @Test
    void panicNeverScalesDownAndEndsAWindowAfterItsLastCause() {
        var decider = new Decider(TARGET_10);
        assertThat(pods(decider, 0, 1, 7, 70)).isEqualTo(10);
        assertThat(pods(decider, 2, 4, 7, 56)).isEqualTo(10); // 8 / 4 is still a cause
        assertThat(pods(decider, 4, 10, 7, 7)).isEqualTo(10);
        assertThat(pods(decider, 62, 10, 7, 7)).isEqualTo(10); // not more than a window ago
        assertThat(pods(decider, 64, 10, 7, 7)).isEqualTo(5);
        assertThat(pods(decider, 66, 5, 7, 7)).isEqualTo(2);
        assertThat(pods(decider, 68, 2, 7, 7)).isEqualTo(1);
    }

    @Test
    void inPanicTheLongMeanStillCounts() {
        var decider = new Decider(TARGET_10);
        pods(decider, 0, 1, 7, 14);
        assertThat(pods(decider, 2, 2, 35, 14)).isEqualTo(5);
    }

    @Test
    void scaleDownDelayDelaysScalingDown() {
        var decider = new Decider(TARGET_10.with(Knob.SCALE_DOWN_DELAY, 10));
        assertThat(pods(decider, 0, 4, 28, 28)).isEqualTo(4);
        var later = IntStream.rangeClosed(1, 5)
                .map(tick -> pods(decider, 2 * tick, 4, 14, 14))
                .toArray();
        assertThat(later).containsExactly(4, 4, 4, 4, 2);
    }

    @Test
    void scaleDownDelayDoesNotDelayScalingUp() {
        var decider = new Decider(TARGET_10.with(Knob.SCALE_DOWN_DELAY, 600));
        assertThat(pods(decider, 0, 4, 14, 14)).isEqualTo(2);
        assertThat(pods(decider, 2, 4, 28, 28)).isEqualTo(4);
    }

    @Test
    void anyLoadNeedsTheActivationScale() {
        var decider = new Decider(TARGET_10.with(Knob.ACTIVATION_SCALE, 3));
        assertThat(pods(decider, 0, 0, 1, 1)).isEqualTo(3);
        assertThat(pods(decider, 2, 3, 35, 35)).isEqualTo(5);
        assertThat(pods(decider, 4, 1, 0, 0)).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 5, 0, -1", // always through the activator
        "0, 5, 100, 0", // never through the activator
        "20, 5, 30, 0", // 5 pods have room for 50: 30 are used, and 20 must be free
        "20, 5, 30.5, -1",
        "20, 1, 0, -10",
    })
    void requestsGoThroughTheActivatorUnlessThereIsRoomForABurst(double burst, int ready, double panic, double excess) {
        var decider = new Decider(TARGET_10.with(Knob.BURST_CAPACITY, burst));
        assertThat(decider.decide(new Observed(0, ready, panic, panic)).excessBurst())
                .isEqualTo(excess);
    }

    private static int pods(Decider decider, double now, int ready, double stable, double panic) {
        return decider.decide(new Observed(now, ready, stable, panic)).pods();
    }
}
