package dev.easel.hub;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.easel.hub.TinyModelPull.WEIGHTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A pull goes on when connections break, fall silent or are turned away for a while. */
class PullRecoveryTest {
    private final TinyModelPull tiny;
    private final LoopbackHub hub;

    PullRecoveryTest(@TempDir Path cache) {
        tiny = new TinyModelPull(cache);
        hub = tiny.hub();
    }

    @AfterEach
    void closeHub() {
        tiny.close();
    }

    @Test
    void aBrokenPartGoesOnWhereItBroke() throws IOException {
        hub.failing(WEIGHTS, new Fault.BreakAfter(4_000), new Fault.BreakAfter(2_000), new Fault.BreakAfter(0));
        tiny.assertWeights(tiny.pull());
        long fetched = hub.requestsOf(WEIGHTS).size();
        assertThat(fetched).isEqualTo(13);
    }

    @Test
    void aBrokenSmallFileGoesOnByRange() throws IOException {
        hub.failing("model_index.json", new Fault.BreakAfter(10));
        tiny.assertWeights(tiny.pull());
        assertThat(hub.requestsOf("model_index.json"))
                .extracting(LoopbackHub.Request::range)
                .containsExactly(Optional.empty(), Optional.of("bytes=10-30"));
    }

    @Test
    void aSilentServerIsLeftAndAskedAgain() throws IOException {
        hub.failing(WEIGHTS, new Fault.SilentAfter(100));
        tiny.assertWeights(tiny.pull());
    }

    @Test
    void aConnectionThatBreaksTooOftenEndsThePullAndTheNextOneGoesOn() throws IOException {
        var broken =
                IntStream.range(0, 4).mapToObj(i -> new Fault.BreakAfter(1)).toArray(Fault[]::new);
        hub.failing("model_index.json", broken);
        assertThatExceptionOfType(HubException.Passing.class)
                .isThrownBy(tiny::pull)
                .withMessageContaining("connection");
        tiny.assertNothingIsVisible();

        tiny.pull();
        assertThat(hub.requestsOf("model_index.json").getLast().range()).contains("bytes=4-30");
    }

    @Test
    void aServerWithoutRangesSendsWholeFiles() throws IOException {
        hub.withoutRanges().failing("model_index.json", new Fault.BreakAfter(10));
        tiny.assertWeights(tiny.pull());
        assertThat(tiny.output()).contains(WEIGHTS + " comes in one piece");
    }

    @Test
    void aBusyServerIsWaitedForAsLongAsItAsks() throws IOException {
        hub.failingToList(new Fault.Status(429, Map.of("Retry-After", "1")), new Fault.Status(503, Map.of()));
        long begun = System.nanoTime();
        tiny.assertWeights(tiny.pull());
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(750));
    }

    @Test
    void aServerThatAsksForTooMuchPatienceEndsThePull() {
        hub.failingToList(new Fault.Status(429, Map.of("Retry-After", "86400")));
        assertThatThrownBy(tiny::pull).hasMessageContaining("status 429").hasMessageContaining("86400 s");
        assertThat(hub.requests()).hasSize(1);
    }
}
