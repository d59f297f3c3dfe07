package dev.easel.engine;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ForecastTest {
    private static final long MILLI = 1_000_000;

    private final MeasuredTimes times = new MeasuredTimes();
    private final Forecast forecast = new Forecast(times, new BatchLimits(4, 1_000_000));

    @Test
    void withoutMeasurementsThereIsRoomAtOnce() {
        assertThat(untilRoom(4, jobs(4))).isEqualTo(Duration.ZERO);
    }

    @Test
    void thoseWhoShareAPassEndTogether() {
        times.passed(TestJobs.KEY, 4, 40 * MILLI);
        times.decoded(TestJobs.KEY, MILLI);
        assertThat(untilRoom(4, jobs(4))).isEqualTo(Duration.ofMillis(10 * 40 + 1));
    }

    @Test
    void theNextGroupBeginsWhenTheFirstHasEnded() {
        times.passed(TestJobs.KEY, 4, 40 * MILLI);
        // of eight, five have to end before a fourth place is free; the fifth is in the second group
        assertThat(untilRoom(4, jobs(8))).isEqualTo(Duration.ofMillis(2 * 10 * 40));
    }

    @Test
    void nobodyIsLeftToWaitFor() {
        assertThat(untilRoom(4, List.of())).isEqualTo(Duration.ZERO);
    }

    @Test
    void theRestOfAJobTakesItsOwnPassesAtLeast() {
        times.passed(TestJobs.KEY, 1, 30 * MILLI);
        assertThat(forecast.atLeast(TestJobs.job(1, "a", 10))).isEqualTo(300 * MILLI);
    }

    private Duration untilRoom(int most, List<GenerationJob> jobs) {
        return forecast.untilRoom(jobs, new QueueLimits(most, 1000, 1_000_000_000), "guest", new Load(1, 64 * 64, 1));
    }

    private static List<GenerationJob> jobs(int count) {
        return LongStream.range(0, count)
                .mapToObj(id -> TestJobs.job(id, "caller " + id, 10))
                .toList();
    }
}
