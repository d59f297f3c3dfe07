package dev.easel.setting;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Reads the settings of {@code config/} beside the service, or of the folder that {@code easel.config} names. Folders of
 * {@code quarkus.config.locations} are read too, so that mistakes in them are found in the same way.
 */
public final class FolderSources implements ConfigSourceFactory {
    private static final String FOLDER = "easel.config";
    private static final String DEFAULT = "config";
    private static final String LOCATIONS = "quarkus.config.locations";

    /** @throws FindingsException if a file cannot be read as settings */
    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        List<ConfigSource> sources = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        for (var path : folders(context)) {
            if (Files.isDirectory(path)) {
                var folder = SettingsFolder.read(path);
                sources.addAll(folder.sources());
                findings.addAll(folder.findings());
            }
        }
        if (!findings.isEmpty()) {
            throw new FindingsException(findings);
        }
        return sources;
    }

    /** First of all factories: no other one reads a broken file before this one has said where it is broken. */
    @Override
    public OptionalInt getPriority() {
        return OptionalInt.of(Integer.MAX_VALUE);
    }

    private static Set<Path> folders(ConfigSourceContext context) {
        var folders = new LinkedHashSet<Path>();
        folders.add(Path.of(value(context, FOLDER).orElse(DEFAULT)));
        value(context, LOCATIONS).filter(locations -> !locations.contains(":")).ifPresent(locations -> {
            for (String location : locations.split(",", -1)) {
                folders.add(Path.of(location.strip()));
            }
        });
        return folders;
    }

    private static Optional<String> value(ConfigSourceContext context, String key) {
        return Optional.ofNullable(context.getValue(key)).flatMap(value -> Optional.ofNullable(value.getValue()));
    }
}
