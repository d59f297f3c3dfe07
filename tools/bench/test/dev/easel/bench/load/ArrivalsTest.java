package dev.easel.bench.load;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ArrivalsTest {
    private static final Duration SPAN = Duration.ofSeconds(100);

    @Test
    void timesMatchTheRateAndAreSorted() {
        var times = Arrivals.random(20, SPAN, 1);

        assertThat(times).hasSize(2000).isSorted();
        assertThat(times[0]).isNotNegative();
        assertThat(times[1999]).isLessThan(SPAN.toNanos());
    }

    @Test
    void theSeedDeterminesTheTimes() {
        assertThat(Arrivals.random(20, SPAN, 1)).isEqualTo(Arrivals.random(20, SPAN, 1));
        assertThat(Arrivals.random(20, SPAN, 2)).isNotEqualTo(Arrivals.random(20, SPAN, 1));
    }

    @Test
    void timesAreRandomOverTheWholeSpan() {
        var times = Arrivals.random(20, SPAN, 3);
        long firstHalf =
                LongStream.of(times).filter(time -> time < SPAN.toNanos() / 2).count();

        // 1000 with a standard deviation of 22; even spacing would give equal gaps
        assertThat(firstHalf).isBetween(850L, 1150L);
        assertThat(times[1] - times[0]).isNotEqualTo(times[2] - times[1]);
    }
}
