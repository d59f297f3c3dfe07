package dev.easel.hub.pull;

import dev.easel.hub.HubException;
import dev.easel.hub.Revision;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.easel.hub.pull.TinyModelPull.WEIGHTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Files and listings that are damaged, hostile or too large are refused. */
class PullRefusalTest extends TinyModelTest {
    PullRefusalTest(@TempDir Path cache) {
        super(cache);
    }

    @Test
    void refusesAndRemovesAWrongChecksum() throws IOException {
        var other = tiny.weights().clone();
        other[77_777]++;
        hub.answering(hub.listing()).with(WEIGHTS, other);
        assertThatThrownBy(tiny::pull)
                .isInstanceOf(HubException.class)
                .hasMessageContaining(WEIGHTS + " has the checksum " + HubListing.checksum(other))
                .hasMessageContaining(HubListing.checksum(tiny.weights()));
        assertThat(tiny.blobs()).noneMatch(name -> name.startsWith(HubListing.checksum(tiny.weights())));
        tiny.assertNothingIsVisible();
    }

    @Test
    void refusesAWrongGitChecksum() {
        hub.answering(hub.listing()).with("transformer/model.onnx", "A graph");
        assertThatThrownBy(tiny::pull).hasMessageContaining("transformer/model.onnx has the checksum");
        tiny.assertNothingIsVisible();
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 94_000, 95_122, 95_124})
    void refusesAWrongSize(int size) {
        hub.withoutRanges();
        hub.failing(
                WEIGHTS,
                IntStream.range(0, 40).mapToObj(i -> new Fault.Body(size)).toArray(Fault[]::new));
        assertThatThrownBy(tiny::pull)
                .hasMessageContaining(WEIGHTS + ": the Hub lists 95123 bytes, and the server sends " + size);
        tiny.assertNothingIsVisible();
    }

    @Test
    void refusesAnotherRange() {
        hub.answering(hub.listing()).with(WEIGHTS, new byte[100_000]);
        assertThatThrownBy(tiny::pull).hasMessageContaining("instead of 'bytes ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../evil.json", "a/../../evil.json", "/etc/evil.json", "..\\evil.json", "a\\..\\evil.json",
                "C:/evil.json", "a//evil.json", "./evil.json", "a/", ""
            })
    void refusesAHostileFileName(String name) throws IOException {
        hub.answering(
                HubListing.of(HubListing.sibling(name, 2, HubListing.checksum("{}".getBytes(StandardCharsets.UTF_8)))));
        assertThatThrownBy(() -> tiny.pull(Revision.MAIN, new Selection(List.of("*"), List.of())))
                .hasMessageContaining("refused for its name");
        try (var files = Files.walk(cache)) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"rfilename\": \"a.json\", \"size\": 2, \"blobId\": \"../../../../evil\"}",
                "{\"rfilename\": \"a.json\", \"size\": -2, \"blobId\": \"0123456789abcdef0123456789abcdef01234567\"}",
                "{\"rfilename\": \"a.json\", \"size\": 99999999999999999, \"blobId\":"
                        + " \"0123456789abcdef0123456789abcdef01234567\"}",
                "{\"rfilename\": \"a.json\", \"blobId\": \"0123456789abcdef0123456789abcdef01234567\"}",
                "{\"rfilename\": \"a.json\", \"size\": 2}",
                "{\"rfilename\": \"a.json\", \"size\": 2, \"lfs\": {\"sha256\": \"\"}}"
            })
    void refusesAnImpossibleListing(String sibling) {
        hub.answering(HubListing.of(sibling));
        assertThatThrownBy(tiny::pull).isInstanceOf(HubException.class).hasMessageStartingWith("the Hub");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>", "[]", "{\"sha\": \"../..\", \"siblings\": []}", ""})
    void refusesAnEndpointThatIsNoHub(String body) {
        hub.answering(body.isEmpty() ? " " : body);
        assertThatThrownBy(tiny::pull).isInstanceOf(HubException.class).hasMessageContaining("is the endpoint a Hub?");
    }

    @Test
    void refusesAModelLargerThanTheDisk() {
        hub.answering(HubListing.of(HubListing.sibling("model.onnx", 1L << 40, "a".repeat(64))));
        assertThatThrownBy(tiny::pull).hasMessageContaining("1.1 TB are needed");
        assertThat(hub.requests()).hasSize(1);
    }
}
