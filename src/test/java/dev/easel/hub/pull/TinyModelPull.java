package dev.easel.hub.pull;

import dev.easel.hub.HubCache;
import dev.easel.hub.HubId;
import dev.easel.hub.LocalModel;
import dev.easel.hub.Revision;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Pulls a tiny model from a loopback hub into a cache, with short delays. */
final class TinyModelPull implements AutoCloseable {
    static final String WEIGHTS = "transformer/model.onnx_data";
    static final HubId ID = HubId.parse(LoopbackHub.ID);
    static final ConnectionSettings QUICK = new ConnectionSettings(
            4, 3, Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofSeconds(3), Duration.ofSeconds(2));
    /** Divides the weights into ten parts. */
    private static final int PART = 10_000;

    private final Path cache;
    private final byte[] weights = new byte[95_123];
    private final LoopbackHub hub = new LoopbackHub()
            .with("model_index.json", "{\"_class_name\": \"FluxPipeline\"}")
            .with("transformer/model.onnx", "a graph")
            .with("transformer/config.json", "{}")
            .with("empty.txt", "")
            .with("same.txt", "{}")
            .with("pytorch.bin", "not served");
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    TinyModelPull(Path cache) {
        this.cache = cache;
        new Random(1).nextBytes(weights);
        hub.with(WEIGHTS, weights);
    }

    LoopbackHub hub() {
        return hub;
    }

    byte[] weights() {
        return weights;
    }

    Path pull() {
        return pull(Revision.MAIN, Selection.SERVED);
    }

    Path pull(Revision revision, Selection selection) {
        return pull(Optional.empty(), revision, selection);
    }

    Path pull(Optional<String> token, Revision revision, Selection selection) {
        var out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        var progress = new Progress(out, Progress.Style.LINES);
        var client = new HubClient(hub.endpoint(), token, Map.of(), QUICK, progress);
        return new Pull(new HubCache(cache, ID), client, PART, progress).run(revision, selection);
    }

    /** What all pulls printed. */
    String output() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    /** The names of the blobs in the cache, complete or not. */
    List<String> blobs() throws IOException {
        try (var files = Files.list(cache.resolve("models--acme--tiny/blobs"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    void assertWeights(Path folder) throws IOException {
        assertThat(Files.readAllBytes(folder.resolve(WEIGHTS))).isEqualTo(weights);
    }

    /** The branch main is not in the cache. */
    void assertNothingIsVisible() {
        assertThatThrownBy(() -> LocalModel.locate(LoopbackHub.ID, Revision.MAIN, cache))
                .hasMessageContaining("./easel pull acme/tiny --cache-dir '" + cache + "'");
    }

    @Override
    public void close() {
        hub.close();
    }
}
