package dev.easel.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ConfigCheckTest {
    @TempDir
    private Path folder;

    private ScratchConfig config;

    @BeforeEach
    void copyTheValidConfiguration() {
        config = new ScratchConfig(folder);
    }

    @Test
    void aValidFolderIsOneLine() {
        var run = config.run("check");
        assertThat(run.out() + run.err()).isEqualTo(folder + ": the configuration is valid" + System.lineSeparator());
        assertThat(run.exitCode()).isZero();
    }

    /** {@code \n} and {@code \t} in the cases are those characters. */
    @ParameterizedTest
    @CsvFileSource(
            resources = "/fixtures/config-mutations.csv",
            delimiter = '|',
            quoteCharacter = '^',
            ignoreLeadingAndTrailingWhitespace = false,
            useHeadersInDisplayName = true)
    void eachMistakeIsFoundByFileLineAndReason(
            String file, String right, String wrong, int line, String key, String reason) throws IOException {
        config.replace(file, unescaped(right), unescaped(wrong));
        var run = config.run("check");
        assertThat(run.out().lines())
                .singleElement()
                .satisfies(found -> assertThat(found)
                        .startsWith(config.file(file) + ":" + line + ": " + (key == null ? "" : key + ": "))
                        .contains(reason));
        assertThat(run.exitCode()).isEqualTo(1);
    }

    private static String unescaped(String text) {
        return text == null ? "" : text.replace("\\n", "\n").replace("\\t", "\t");
    }

    @Test
    void anEncodingOtherThanUtf8IsFoundByItsLine() throws IOException {
        config.replace("presets.yaml", "painting", "Ölbild", StandardCharsets.ISO_8859_1);
        assertThat(config.run("check").out())
                .isEqualToIgnoringNewLines(
                        config.file("presets.yaml") + ":5: not UTF-8; save the file in this encoding");
    }

    @Test
    void utf16IsRefused() throws IOException {
        config.replace("presets.yaml", "painting", "oil", StandardCharsets.UTF_16);
        assertThat(config.run("check").out())
                .isEqualToIgnoringNewLines(
                        config.file("presets.yaml") + ":1: not UTF-8; save the file in this encoding");
    }

    @Test
    void aKeyInTwoFilesIsFound() throws IOException {
        config.write("steps.yaml", "parameters:\n  steps:\n    max: 40\n");
        assertThat(config.run("check").out())
                .isEqualToIgnoringNewLines(config.file("steps.yaml") + ":3: easel.parameters.steps.max: doubled key; "
                        + config.file("parameters.yaml") + ":8 has it too");
    }

    @Test
    void aliasesThatExplodeAreRefused() throws IOException {
        var bomb = new StringBuilder("a0: &a0 {x: 1, y: 2}\n");
        for (int i = 1; i < 24; i++) {
            bomb.append("a%1$d: &a%1$d {l: *a%2$d, r: *a%2$d}\n".formatted(i, i - 1));
        }
        config.write("bomb.yaml", bomb.toString());
        assertThat(config.run("check").out().lines())
                .singleElement()
                .asString()
                .startsWith(config.file("bomb.yaml") + ": more than 10000 settings");
    }

    @Test
    void aliasesThatContainThemselvesAreRefused() throws IOException {
        config.write("loop.yaml", "presets: &a\n  x: *a\n");
        assertThat(config.run("check").out().lines())
                .singleElement()
                .asString()
                .startsWith(config.file("loop.yaml").toString());
    }

    @Test
    void aFileOf10MegabytesIsRefused() throws IOException {
        config.write("large.yaml", "# x\n".repeat(10 << 18));
        assertThat(config.run("check").out())
                .isEqualToIgnoringNewLines(config.file("large.yaml")
                        + ": the folder has more than 1 MB with this file, which no ConfigMap can hold");
    }

    @Test
    void aFolderOf10000FilesIsRefused() throws IOException {
        for (int i = 0; i < 10_000; i++) {
            config.write(i + ".yaml", "");
        }
        assertThat(config.run("check").out()).isEqualToIgnoringNewLines(folder + ": more than 100 .yaml files");
    }

    @Test
    void allMistakesAreFoundAtOnce() throws IOException {
        config.replace("parameters.yaml", "max_length: 500", "max_length: 0");
        config.replace("engine.yaml", "jobs: 32", "jobs: many");
        config.replace("presets.yaml", "negative_prompt", "negative");
        var run = config.run("check");
        assertThat(run.out().lines()).hasSize(3);
        assertThat(run.err()).isEqualToIgnoringNewLines("easel: " + folder + " has 3 mistakes");
    }

    @Test
    void otherFilesAreIgnored() throws IOException {
        config.write("README.md", "key: [");
        config.write(".hidden.yaml", "key: [");
        assertThat(config.run("check").exitCode()).isZero();
    }

    @Test
    void aMissingFolderIsRefused() {
        var run = ScratchConfig.run("check", "nowhere");
        assertThat(run.err()).isEqualToIgnoringNewLines("easel: there is no folder nowhere");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "chek", "check a b"})
    void aWrongCommandPrintsTheUsage(String arguments) throws IOException {
        var run = ScratchConfig.run(arguments.isEmpty() ? new String[0] : arguments.split(" "));
        assertThat(run.err()).startsWith("usage: ./easel config check [FOLDER]");
        assertThat(run.exitCode()).isEqualTo(2);
    }
}
