package dev.easel.simulator;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

class TraceTest {
    private static final double DAY = 86_400;

    @ParameterizedTest
    @EnumSource(Trace.class)
    void workdaysHaveTheGivenNumberOfRequestsInOrder(Trace trace) {
        var load = trace.load(20_000, 5, 1);
        assertThat(load.arrivals()).isSorted();
        assertThat(load.seconds()).isEqualTo(5 * DAY);
        assertThat(load.arrivals().length).isCloseTo(100_000, withinPercentage(10));
        assertThat(load.arrivals()[load.arrivals().length - 1]).isLessThan(load.seconds());
    }

    @ParameterizedTest
    @EnumSource(Trace.class)
    void theSeedDeterminesTheArrivals(Trace trace) {
        assertThat(trace.load(1000, 1, 1).arrivals())
                .isEqualTo(trace.load(1000, 1, 1).arrivals())
                .isNotEqualTo(trace.load(1000, 1, 2).arrivals());
    }

    @Test
    void theTeamIsAwayAtNightAndOnWeekends() {
        var load = Trace.TEAM.load(1000, 7, 1);
        assertThat(Arrays.stream(load.arrivals())).isNotEmpty().allMatch(time -> time < 5 * DAY);
        assertThat(Arrays.stream(load.arrivals())).allMatch(time -> time % DAY >= 9 * 3600 && time % DAY < 18 * 3600);
    }

    @Test
    void thereAreHalfAsManyRequestsOnWeekendsAndFewAtNight() {
        var load = Trace.DIURNAL.load(100_000, 7, 1);
        assertThat(between(load, 5 * DAY, 7 * DAY)).isCloseTo(100_000, withinPercentage(2));
        double hour = 100_000 / 24.0;
        assertThat(between(load, 14.5 * 3600, 15.5 * 3600)).isCloseTo((long) (1.85 * hour), withinPercentage(3));
        assertThat(between(load, 2.5 * 3600, 3.5 * 3600)).isCloseTo((long) (0.15 * hour), withinPercentage(15));
    }

    @Test
    void burstsAreFarAboveTheRest() {
        var load = Trace.BURSTY.load(100_000, 1, 1);
        var minutes = new long[1440];
        for (double time : load.arrivals()) {
            minutes[(int) (time / 60)]++;
        }
        Arrays.sort(minutes);
        assertThat(minutes[1430]).isGreaterThan(8 * minutes[720]);
    }

    private static long between(Simulation.Load load, double from, double to) {
        return Arrays.stream(load.arrivals())
                .filter(time -> time >= from && time < to)
                .count();
    }
}
