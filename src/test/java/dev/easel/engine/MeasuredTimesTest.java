package dev.easel.engine;

import dev.easel.pipeline.BatchKey;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MeasuredTimesTest {
    private static final BatchKey SMALL = new BatchKey("model", 64, 64);
    private static final BatchKey LARGE = new BatchKey("model", 128, 128);

    private final MeasuredTimes times = new MeasuredTimes();

    @Test
    void nothingIsKnownAtFirst() {
        assertThat(times.pass(SMALL, 1)).isZero();
        assertThat(times.decode(SMALL)).isZero();
        assertThat(times.encode(SMALL)).isZero();
    }

    @Test
    void oneMeasurementCountsInProportion() {
        times.passed(SMALL, 2, 100);
        assertThat(times.pass(SMALL, 1)).isEqualTo(50);
        assertThat(times.pass(SMALL, 2)).isEqualTo(100);
        assertThat(times.pass(SMALL, 4)).isEqualTo(200);
    }

    @Test
    void twoMeasurementsMakeALine() {
        times.passed(SMALL, 1, 100);
        times.passed(SMALL, 4, 160);
        assertThat(times.pass(SMALL, 2)).isEqualTo(120);
        assertThat(times.pass(SMALL, 6)).isEqualTo(200);
    }

    @Test
    void aLaterMeasurementWeighsAFifth() {
        times.passed(SMALL, 1, 100);
        times.passed(SMALL, 1, 200);
        assertThat(times.pass(SMALL, 1)).isEqualTo(120);
    }

    @Test
    void otherSizesCountInProportionToTheirPixels() {
        times.passed(SMALL, 1, 100);
        times.decoded(SMALL, 40);
        assertThat(times.pass(LARGE, 1)).isEqualTo(400);
        assertThat(times.decode(LARGE)).isEqualTo(160);
    }

    @Test
    void jobsThatBeginTogetherShareTheEncoding() {
        times.encoded(SMALL, 4, 100);
        assertThat(times.encode(SMALL)).isEqualTo(25);
        assertThat(times.encode(LARGE)).isEqualTo(25);
    }

    @Test
    void aPauseOfTheMachineDoesNotMakeDeadlinesUnreachable() {
        times.passed(SMALL, 1, 100);
        times.passed(SMALL, 1, 60_000);
        assertThat(times.leastPass(SMALL, 1)).isLessThan(110);
    }

    @Test
    void manyRowsBoundTheTimeOfOne() {
        times.passed(SMALL, 1, 60_000);
        times.passed(SMALL, 8, 800);
        assertThat(times.leastPass(SMALL, 1)).isEqualTo(100);
    }

    @Test
    void doubtLowersTheLeastTime() {
        times.passed(SMALL, 1, 60_000);
        for (int i = 0; i < 100; i++) {
            times.doubt(SMALL);
        }
        assertThat(times.leastPass(SMALL, 1)).isLessThan(100);
    }

    @Test
    void modelsDoNotShareTimes() {
        var other = new BatchKey("other", 64, 64);
        times.passed(SMALL, 1, 100);
        times.encoded(SMALL, 1, 100);
        times.decoded(SMALL, 100);
        assertThat(times.pass(other, 1)).isZero();
        assertThat(times.leastPass(other, 1)).isZero();
        assertThat(times.encode(other)).isZero();
        assertThat(times.decode(other)).isZero();
    }
}
