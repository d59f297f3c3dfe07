package dev.easel.app;

import dev.easel.setting.Finding;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever happens to the files, the check finds a mistake exactly if the start fails. */
class ConfigAgreementTest {
    private static final int MUTATIONS = 200;
    private static final long SEED = 20261128;

    @TempDir
    private Path folder;

    @Test
    void theCheckAndTheStartAgreeOnMutatedFiles() throws IOException {
        var random = new Random(SEED);
        int wrong = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            var config = new ScratchConfig(Files.createDirectory(folder.resolve("mutation-" + i)));
            String mutation = mutate(config, random);
            var findings = config.findings();
            boolean fails = startFails(config.folder());
            assertThat(fails).as("%s: %s", mutation, findings).isEqualTo(!findings.isEmpty());
            assertThat(findings)
                    .as(mutation)
                    .allSatisfy(finding -> assertThat(isPlaced(finding)).isTrue());
            wrong += fails ? 1 : 0;
        }
        assertThat(wrong).as("mutations that are mistakes").isBetween(MUTATIONS / 4, MUTATIONS - 10);
    }

    private static boolean isPlaced(Finding finding) {
        return finding.line() > 0 && Files.exists(Path.of(finding.file()));
    }

    /** Reads the configuration as Quarkus does at the start, from a folder. */
    private static boolean startFails(Path folder) {
        try {
            var builder = ConfigUtils.configBuilder()
                    .withSources(new PropertiesConfigSource(Map.of("easel.config", folder.toString()), "folder", 1000));
            SettingGroups.ALL.forEach(builder::withMapping);
            SmallRyeConfig config = builder.build();
            return ConfiguredModels.of(config).all().isEmpty();
        } catch (RuntimeException e) {
            return true;
        }
    }

    /** Changes a line of a file: its letters, its indentation, its value, or whether it is there. */
    private static String mutate(ScratchConfig config, Random random) throws IOException {
        var names = List.of("model.yaml", "parameters.yaml", "presets.yaml", "engine.yaml");
        var file = config.file(names.get(random.nextInt(names.size())));
        var lines = new java.util.ArrayList<>(Files.readAllLines(file));
        int index = random.nextInt(lines.size());
        String line = lines.get(index);
        String changed = switch (random.nextInt(7)) {
            case 0 ->
                line.isEmpty()
                        ? "x"
                        : new StringBuilder(line)
                                .deleteCharAt(random.nextInt(line.length()))
                                .toString();
            case 1 ->
                new StringBuilder(line)
                        .insert(random.nextInt(line.length() + 1), "aZ_:-0.\"{ ".charAt(random.nextInt(10)))
                        .toString();
            case 2 -> "  " + line;
            case 3 ->
                line.replaceFirst(
                        ": .*",
                        ": "
                                + List.of("-1", "0", "many", "1e9", "[1, 2]", "{a: 1}", "", "~", "true")
                                        .get(random.nextInt(9)));
            case 4 -> line + "\n" + line;
            case 5 -> "# " + line;
            default -> line.replaceFirst("^( *)", "$1x");
        };
        lines.set(index, changed);
        Files.writeString(file, String.join("\n", lines) + "\n");
        return file.getFileName() + ":" + (index + 1) + ": " + changed;
    }
}
