package dev.easel.hub.pull;

import dev.easel.hub.HubCache;
import dev.easel.hub.HubId;
import dev.easel.hub.Revision;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The command as its user sees it: arguments, both streams, exit code. */
class PullCommandTest {
    private final LoopbackHub hub =
            new LoopbackHub().with("model_index.json", "{}").with("model.onnx", new byte[5000]);
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    @AfterEach
    void closeHub() {
        hub.close();
    }

    @Test
    void printsTheFolderToStdoutAndProgressToStderr() {
        assertThat(run(Progress.Style.LINES, "acme/tiny")).isZero();
        assertThat(out)
                .hasToString(folder.resolve("hub/models--acme--tiny/snapshots/" + LoopbackHub.COMMIT)
                        + System.lineSeparator());
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains(
                        "2 files, 5.0 kB, to fetch: 2 files, 5.0 kB", "fetched model.onnx (5.0 kB)", "100 %  5.0 kB of")
                .doesNotContain("\r", "\u001b");
    }

    @Test
    void printsABarOnATerminal() {
        assertThat(run(Progress.Style.BAR, "acme/tiny")).isZero();
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("\r\u001b[K[##############################] 100 %");
    }

    @Test
    void obeysItsOptions() {
        var elsewhere = folder.resolve("elsewhere");
        assertThat(run(
                        Progress.Style.LINES,
                        "--revision=v1",
                        "--include=*.onnx",
                        "--include",
                        "*.json",
                        "--exclude=model_index*",
                        "--cache-dir=" + elsewhere,
                        "--connections=1",
                        "acme/tiny"))
                .isZero();
        var snapshot = new HubCache(elsewhere, HubId.parse(LoopbackHub.ID)).snapshot(new Revision("v1"));
        assertThat(snapshot).isDirectoryContaining("glob:**model.onnx").isDirectoryNotContaining("glob:**.json");
    }

    @Test
    void exitsWithOneAndOneLineIfTheModelCannotBeFetched() {
        hub.forToken("hf_secret");
        assertThat(run(Progress.Style.LINES, "acme/tiny")).isEqualTo(1);
        assertThat(out).hasToString("");
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("easel: " + hub.endpoint() + " does not show acme/tiny")
                .hasLineCount(1);
    }

    @Test
    void exitsWithTwoAndTheUsageIfTheArgumentsAreWrong() {
        assertThat(run(Progress.Style.LINES)).isEqualTo(2);
        assertThat(run(Progress.Style.LINES, "acme/tiny", "--fast")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("--fast", "Usage: easel pull");
    }

    @Test
    void sendsNoRequestForInvalidArguments() {
        assertThat(run(Progress.Style.LINES, "../tiny")).isEqualTo(1);
        assertThat(run(Progress.Style.LINES, "acme/tiny", "--connections=0")).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("is no model id of the Hub", "expected 1 to 64");
        assertThat(hub.requests()).isEmpty();
    }

    @Test
    void printsItsOptionsForHelp() {
        assertThat(run(Progress.Style.LINES, "--help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("--revision", "--include", "--exclude", "--cache-dir", "--connections");
    }

    @Test
    void easelsSettingsTakePrecedenceOverTheHubs() {
        var own = new PullConfig(
                Optional.of(folder.resolve("own")), Optional.of(hub.endpoint().toString()), 2);
        var environment = Map.of("HF_HUB_CACHE", folder.toString(), "HF_ENDPOINT", "http://127.0.0.1:1");
        var command = new PullCommand(environment, () -> own, print(out), print(err), Progress.Style.LINES);
        assertThat(command.run("acme/tiny")).isZero();
        assertThat(folder.resolve("own/models--acme--tiny/refs/main")).exists();
    }

    private int run(Progress.Style style, String... arguments) {
        var environment = Map.of(
                "HF_HOME", folder.toString(), "HF_ENDPOINT", hub.endpoint().toString());
        var config = new PullConfig(Optional.empty(), Optional.empty(), 4);
        return new PullCommand(environment, () -> config, print(out), print(err), style).run(arguments);
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
