package dev.easel.engine;

import dev.easel.pipeline.BatchKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ForecastTest {
    private static final long MILLI = 1_000_000;
    private static final BatchKey OTHER = new BatchKey("other", 64, 64);

    private final MeasuredTimes times = new MeasuredTimes();
    private final Forecast forecast = forecast(100);

    @Test
    void withoutMeasurementsThereIsRoomAtOnce() {
        assertThat(untilRoom(4, jobs(4))).isEqualTo(Duration.ZERO);
    }

    @Test
    void jobsThatShareAPassEndTogether() {
        times.passed(TestJobs.KEY, 4, 40 * MILLI);
        times.decoded(TestJobs.KEY, MILLI);
        assertThat(untilRoom(4, jobs(4))).isEqualTo(Duration.ofMillis(10 * 40 + 1));
    }

    @Test
    void theNextBatchBeginsWhenTheFirstHasEnded() {
        times.passed(TestJobs.KEY, 4, 40 * MILLI);
        // of eight, five have to end before a fourth place is free; the fifth is in the second batch
        assertThat(untilRoom(4, jobs(8))).isEqualTo(Duration.ofMillis(2 * 10 * 40));
    }

    @Test
    void otherModelsTakeTimeButNoPlaces() {
        times.passed(TestJobs.KEY, 4, 40 * MILLI);
        times.passed(OTHER, 1, 7 * MILLI);
        var jobs = new ArrayList<GenerationJob>();
        jobs.add(TestJobs.job(100, OTHER, "flood", 10));
        jobs.add(TestJobs.job(101, OTHER, "flood", 10));
        jobs.addAll(jobs(4));
        // each job of the other model runs alone; then the four end together
        assertThat(untilRoom(4, jobs)).isEqualTo(Duration.ofMillis(2 * 10 * 7 + 10 * 40));
    }

    @Test
    void anEmptyQueueHasRoomAtOnce() {
        assertThat(untilRoom(4, List.of())).isEqualTo(Duration.ZERO);
    }

    @Test
    void theRestOfAJobTakesAtLeastItsOwnPasses() {
        times.passed(TestJobs.KEY, 1, 30 * MILLI);
        assertThat(forecast.atLeast(TestJobs.job(1, "a", 10))).isEqualTo(300 * MILLI);
    }

    private Duration untilRoom(int most, List<GenerationJob> jobs) {
        return forecast(most)
                .untilRoom(
                        jobs,
                        TestJobs.submission("guest", Priority.NORMAL, 1),
                        List.of(TestJobs.workload(TestJobs.KEY, 1, TestJobs.PIXELS, 1)));
    }

    private Forecast forecast(int most) {
        var batch = new BatchLimits(4, 1_000_000);
        var queue = new QueueLimits(most, 1000, 1_000_000_000);
        return new Forecast(
                times,
                new ModelLimits(
                        Map.of(TestJobs.MODEL, batch, OTHER.model(), BatchLimits.ONE),
                        Map.of(TestJobs.MODEL, queue, OTHER.model(), queue)));
    }

    private static List<GenerationJob> jobs(int count) {
        return LongStream.range(0, count)
                .mapToObj(id -> TestJobs.job(id, "caller " + id, 10))
                .toList();
    }
}
