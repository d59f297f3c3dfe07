package dev.easel.monitoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads {@code docs/observability.md}. */
public final class MetricsPage {
    private static final Path PAGE = Path.of("docs/observability.md");
    private static final Pattern ROW = Pattern.compile("^\\| (`easel_.*?) \\|", Pattern.MULTILINE);
    private static final Pattern METRIC = Pattern.compile("`(easel_\\w+)(?:\\{([\\w,]*)})?`");

    private MetricsPage() {}

    /** The documented metrics with their labels. */
    public static Map<String, Set<String>> metrics() {
        var metrics = new TreeMap<String, Set<String>>();
        ROW.matcher(text())
                .results()
                .forEach(row -> METRIC.matcher(row.group(1))
                        .results()
                        .forEach(metric -> metrics.put(
                                metric.group(1),
                                metric.group(2) == null
                                        ? Set.of()
                                        : Arrays.stream(metric.group(2).split(","))
                                                .collect(Collectors.toUnmodifiableSet()))));
        return metrics;
    }

    /** The link anchors of the page's headings. */
    static Set<String> anchors() {
        return text().lines()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceAll("^#+ ", "").toLowerCase(Locale.ROOT))
                .map(heading -> heading.replaceAll("[^a-z0-9 _-]", "").replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    private static String text() {
        try {
            return Files.readString(PAGE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
