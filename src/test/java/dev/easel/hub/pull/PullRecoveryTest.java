package dev.easel.hub.pull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assertj.core.api.Condition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.easel.hub.pull.TinyModelPull.WEIGHTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A pull recovers from broken, silent and temporarily refused connections. */
class PullRecoveryTest extends TinyModelTest {
    PullRecoveryTest(@TempDir Path cache) {
        super(cache);
    }

    @Test
    void resumesAPartWhereItsConnectionBroke() throws IOException {
        hub.failing(WEIGHTS, new Fault.BreakAfter(4_000), new Fault.BreakAfter(2_000), new Fault.BreakAfter(0));
        tiny.assertWeights(tiny.pull());
        assertThat(hub.requestsOf(WEIGHTS))
                .extracting(request -> request.range().orElse(""))
                .areAtLeastOne(starting("4000"))
                .areAtLeastOne(starting("2000"));
    }

    @Test
    void resumesASmallFileByRange() throws IOException {
        hub.failing("model_index.json", new Fault.BreakAfter(10));
        tiny.assertWeights(tiny.pull());
        assertThat(hub.requestsOf("model_index.json"))
                .extracting(LoopbackHub.Request::range)
                .containsExactly(Optional.empty(), Optional.of("bytes=10-30"));
    }

    @Test
    void retriesAfterTheReadTimeout() throws IOException {
        hub.failing(WEIGHTS, new Fault.SilentAfter(100));
        tiny.assertWeights(tiny.pull());
    }

    @Test
    void failsAfterTheLastRetryAndTheNextPullResumes() throws IOException {
        var broken =
                IntStream.range(0, 4).mapToObj(i -> new Fault.BreakAfter(1)).toArray(Fault[]::new);
        hub.failing("model_index.json", broken);
        assertThatExceptionOfType(TemporaryHubException.class)
                .isThrownBy(tiny::pull)
                .withMessageContaining("connection");
        tiny.assertNothingIsVisible();

        tiny.pull();
        assertThat(hub.requestsOf("model_index.json").getLast().range()).contains("bytes=4-30");
    }

    @Test
    void fetchesWholeFilesFromAServerWithoutRanges() throws IOException {
        hub.withoutRanges().failing("model_index.json", new Fault.BreakAfter(10));
        tiny.assertWeights(tiny.pull());
        assertThat(tiny.output()).contains(WEIGHTS + " comes in one piece");
    }

    @Test
    void waitsAsLongAsRetryAfterAsks() throws IOException {
        hub.failingToList(new Fault.Status(429, Map.of("Retry-After", "1")), new Fault.Status(503, Map.of()));
        tiny.assertWeights(tiny.pull());
        assertThat(tiny.output())
                .containsPattern("status 429, and asks to wait 1 s; next try in (0\\.[89]|1\\.[0-2]) s")
                .contains("status 503; next try in 0.0 s");
    }

    @Test
    void failsAtOnceIfRetryAfterIsTooLong() {
        hub.failingToList(new Fault.Status(429, Map.of("Retry-After", "86400")));
        assertThatThrownBy(tiny::pull).hasMessageContaining("status 429").hasMessageContaining("86400 s");
        assertThat(hub.requests()).hasSize(1);
    }

    /** A range whose first byte lies this far in a part of 10,000 bytes. */
    private static Condition<String> starting(String offset) {
        return new Condition<>(range -> range.matches("bytes=\\d?" + offset + "-\\d+"), "starts at " + offset);
    }
}
