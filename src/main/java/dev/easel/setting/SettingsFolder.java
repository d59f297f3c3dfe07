package dev.easel.setting;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * A folder of YAML files that a team keeps in Git. It is read as a ConfigMap would hold it: its {@code .yaml} and {@code .yml}
 * files without sub-folders, and no more than a ConfigMap may have.
 */
public final class SettingsFolder {
    private static final int MOST_FILES = 100;
    private static final long MOST_BYTES = 1 << 20;
    private static final Pattern YAML = Pattern.compile("[^.].*\\.ya?ml");
    private static final String QUARKUS_FILE = "application.ya?ml";
    private static final String PROFILE_FILE = "application-.*";

    private final Path folder;
    private final List<Finding> findings = new ArrayList<>();
    private final List<ConfigSource> sources = new ArrayList<>();
    private final Map<String, Setting> seen = new HashMap<>();
    private long bytes;

    private SettingsFolder(Path folder) {
        this.folder = folder;
    }

    /** Reads a folder that exists. */
    public static SettingsFolder read(Path folder) {
        var read = new SettingsFolder(folder);
        read.files().forEach(read::add);
        return read;
    }

    /** What is wrong with its files, as far as one sees without knowing which keys there are. */
    public List<Finding> findings() {
        return List.copyOf(findings);
    }

    /** Its files as sources of settings that know their lines. */
    public List<ConfigSource> sources() {
        return List.copyOf(sources);
    }

    private List<Path> files() {
        var files = new ArrayList<Path>();
        try (var entries = Files.newDirectoryStream(folder, SettingsFolder::isSettings)) {
            for (var file : entries) {
                if (files.size() == MOST_FILES) {
                    report(folder, "more than " + MOST_FILES + " .yaml files");
                    return List.of();
                }
                files.add(file);
            }
        } catch (IOException e) {
            report(folder, "cannot be listed: " + e.getMessage());
        }
        return files.stream().sorted().toList();
    }

    /** Files of a profile are left to Quarkus, which reads those of the profile that is active. */
    private static boolean isSettings(Path file) {
        String name = String.valueOf(file.getFileName());
        return YAML.matcher(name).matches() && !name.matches(PROFILE_FILE) && Files.isRegularFile(file);
    }

    private void add(Path file) {
        if (bytes > MOST_BYTES) {
            return;
        }
        try {
            bytes += Files.size(file);
            if (bytes > MOST_BYTES) {
                report(file, "the folder has more than 1 MB with this file, which no ConfigMap can hold");
            } else {
                add(file, Files.readAllBytes(file));
            }
        } catch (IOException e) {
            report(file, "cannot be read: " + e.getMessage());
        }
    }

    private void add(Path file, byte[] content) {
        boolean ofQuarkus = String.valueOf(file.getFileName()).matches(QUARKUS_FILE);
        var yaml = YamlFile.of(file.toString(), content, ofQuarkus ? KeyStyle.FULL : KeyStyle.SHORT);
        findings.addAll(yaml.findings());
        yaml.settings().stream()
                .filter(SettingsFolder::isBadOrdinal)
                .forEach(bad -> findings.add(new Finding(bad.file(), bad.line(), bad.key(), "takes a whole number")));
        if (!findings.isEmpty()) {
            return;
        }
        int ordinal = ofQuarkus ? SettingsSource.QUARKUS_FILE_ORDINAL : SettingsSource.ORDINAL;
        var source = new SettingsSource(file.toString(), yaml, ordinal);
        sources.add(source);
        yaml.settings().forEach(setting -> addKey(setting, source.getOrdinal()));
    }

    private static boolean isBadOrdinal(Setting setting) {
        return setting.key().equals(ConfigSource.CONFIG_ORDINAL)
                && !setting.value().matches("-?[0-9]{1,9}");
    }

    /** Of two files that are equal in rank, which one counts would depend on their names. */
    private void addKey(Setting setting, int ordinal) {
        if (setting.key().equals(ConfigSource.CONFIG_ORDINAL)) {
            return;
        }
        var earlier = seen.putIfAbsent(ordinal + " " + setting.key(), setting);
        if (earlier != null && !earlier.file().equals(setting.file())) {
            String problem = "doubled key; " + earlier.file() + ":" + earlier.line() + " has it too";
            findings.add(new Finding(setting.file(), setting.line(), setting.key(), problem));
        }
    }

    private void report(Path file, String problem) {
        findings.add(new Finding(file.toString(), 0, "", problem));
    }
}
