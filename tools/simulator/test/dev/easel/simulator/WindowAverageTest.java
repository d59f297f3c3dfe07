package dev.easel.simulator;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WindowAverageTest {
    private final WindowAverage average = new WindowAverage(4);

    @Test
    void theMeanCoversOnlyTheTimeSinceTheFirstValue() {
        average.record(10, 6);
        assertThat(average.at(10)).isEqualTo(6);
        average.record(11, 2);
        assertThat(average.at(11)).isEqualTo(4);
    }

    @Test
    void valuesOlderThanTheWindowAreForgotten() {
        for (int second = 0; second < 4; second++) {
            average.record(second, 8);
        }
        average.record(4, 0);
        average.record(5, 0);
        assertThat(average.at(5)).isEqualTo(4);
    }

    @Test
    void valuesInTheSameSecondAddUp() {
        average.record(3, 1);
        average.record(3, 4);
        assertThat(average.at(3)).isEqualTo(5);
    }

    @Test
    void secondsWithoutAValueCountAsZero() {
        average.record(0, 6);
        average.record(2, 6);
        assertThat(average.at(2)).isEqualTo(4);
    }

    @Test
    void secondsAfterTheLastValueShortenTheWindow() {
        for (int second = 0; second < 4; second++) {
            average.record(second, second);
        }
        assertThat(average.at(5)).isEqualTo((2 + 3) / 2.0);
        assertThat(average.at(7)).isZero();
        assertThat(average.isEmpty(7)).isFalse();
        assertThat(average.isEmpty(8)).isTrue();
    }

    @Test
    void itStartsOverAfterAWindowWithoutValues() {
        average.record(0, 100);
        average.record(4, 6);
        assertThat(average.at(4)).isEqualTo(6);
    }

    @Test
    void aTinyRestIsRoundedToZero() {
        average.record(0, 4e-7);
        assertThat(average.at(0)).isZero();
    }
}
