package dev.easel.hub.pull;

import dev.easel.hub.LocalModel;
import dev.easel.hub.Revision;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The launcher's {@code ./easel pull}, in separate processes. */
class PullIT {
    private static final String WEIGHTS = "transformer/model.onnx_data";
    private static final int PART = 64 << 20;

    private final byte[] weights = new byte[PART + 3_000_000];
    private final LoopbackHub hub = new LoopbackHub()
            .with("model_index.json", "{}")
            .with("transformer/model.onnx", "a graph")
            .with(WEIGHTS, weights);

    @TempDir
    Path folder;

    PullIT() {
        new Random(2).nextBytes(weights);
    }

    @AfterEach
    void closeHub() {
        hub.close();
    }

    @Test
    void pullsAModelAndPrintsItsFolder() throws Exception {
        var pull = start("one");
        assertThat(exit(pull)).as(() -> text("one.err")).isZero();
        var printed = Path.of(Files.readString(folder.resolve("one.out")).strip());
        assertThat(printed).isEqualTo(located());
        assertThat(Files.readAllBytes(printed.resolve(WEIGHTS))).isEqualTo(weights);
        assertThat(text("one.err")).contains("fetched " + WEIGHTS, "100 %").doesNotContain("WARN", "ERROR", "\r");
    }

    @Test
    void resumesAPullThatWasKilled() throws Exception {
        hub.failing(WEIGHTS, new Fault.SilentAfter(2_000_000), new Fault.SilentAfter(2_000_000));
        var killed = start("killed");
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> Files.exists(partial()) && fetched() >= 4_000_000);
        killed.destroyForcibly();
        exit(killed);
        assertThatThrownBy(this::located).hasMessageContaining("./easel pull acme/tiny");
        int before = hub.requestsOf(WEIGHTS).size();

        assertThat(exit(start("again"))).as(() -> text("again.err")).isZero();
        assertThat(Files.readAllBytes(located().resolve(WEIGHTS))).isEqualTo(weights);
        assertThat(hub.requestsOf(WEIGHTS).stream().skip(before))
                .as("a request for the rest of each part")
                .extracting(request -> request.range().orElseThrow())
                .containsExactlyInAnyOrder(
                        "bytes=2000000-" + (PART - 1), "bytes=" + (PART + 2_000_000) + "-" + (weights.length - 1));
    }

    @Test
    void twoProcessesShareTheDownload() throws Exception {
        var one = start("one");
        var two = start("two");
        assertThat(exit(one)).as(() -> text("one.err")).isZero();
        assertThat(exit(two)).as(() -> text("two.err")).isZero();
        assertThat(Files.readAllBytes(located().resolve(WEIGHTS))).isEqualTo(weights);
        assertThat(hub.requestsOf(WEIGHTS)).as("each part is fetched once").hasSize(2);
        try (var blobs = Files.list(folder.resolve("hub/models--acme--tiny/blobs"))) {
            assertThat(blobs).hasSize(3);
        }
    }

    @Test
    void exitsWithOneAndOneLineIfThereIsNoSuchModel() throws Exception {
        hub.failingToList(new Fault.Status(401, Map.of()));
        assertThat(exit(start("refused"))).isEqualTo(1);
        assertThat(text("refused.err"))
                .startsWith("easel: ")
                .contains("set HF_TOKEN")
                .hasLineCount(1);
    }

    private Process start(String name) throws IOException {
        var builder = new ProcessBuilder("./easel", "pull", LoopbackHub.ID)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(folder.resolve(name + ".out").toFile())
                .redirectError(folder.resolve(name + ".err").toFile());
        var environment = builder.environment();
        environment.keySet().removeIf(key -> key.startsWith("HF_") || key.startsWith("EASEL_"));
        environment.put("HF_HOME", folder.toString());
        environment.put("EASEL_HUB_ENDPOINT", hub.endpoint().toString());
        return builder.start();
    }

    private static int exit(Process process) throws InterruptedException {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private Path located() {
        return LocalModel.locate(LoopbackHub.ID, Revision.MAIN, folder.resolve("hub"))
                .folder();
    }

    private Path partial() {
        return folder.resolve("hub/models--acme--tiny/blobs/" + HubListing.checksum(weights) + ".easel.incomplete");
    }

    private long fetched() throws IOException {
        return PartialBlob.fetched(partial(), weights.length, PART);
    }

    private String text(String name) {
        try {
            return Files.readString(folder.resolve(name));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
