package dev.easel.monitoring;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The metrics and labels in a PromQL expression that promtool has already validated. */
public final class PromQl {
    private static final Pattern STRING = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");
    private static final Pattern RANGE = Pattern.compile("\\[[^]]*]");
    private static final Pattern LABELS =
            Pattern.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");
    private static final Pattern SELECTOR = Pattern.compile("\\{([^}]*)}");
    private static final Pattern NAME = Pattern.compile("\\b[a-zA-Z_:][a-zA-Z0-9_:]*\\b(?!\\s*\\()");
    private static final Set<String> WORDS = Set.of("and", "or", "unless", "offset", "bool", "inf", "nan");

    private final Set<String> metrics = new HashSet<>();
    private final Set<String> labels = new HashSet<>();

    /** Reads an expression. */
    public PromQl(String expression) {
        String left =
                RANGE.matcher(STRING.matcher(expression).replaceAll("\"\"")).replaceAll("");
        left = take(LABELS, left);
        left = take(SELECTOR, left);
        NAME.matcher(left.replaceAll("\\boffset\\s+\\w+", ""))
                .results()
                .map(match -> match.group())
                .filter(name -> !WORDS.contains(name.toLowerCase(Locale.ROOT)))
                .forEach(metrics::add);
    }

    private String take(Pattern pattern, String expression) {
        pattern.matcher(expression)
                .results()
                .forEach(match -> Arrays.stream(match.group(1).split(","))
                        .map(label -> label.replaceAll("[=!].*", "").strip())
                        .filter(label -> !label.isEmpty())
                        .forEach(labels::add));
        return pattern.matcher(expression).replaceAll(" ");
    }

    /** The names of metrics. */
    public Set<String> metrics() {
        return Set.copyOf(metrics);
    }

    /** The names of labels in selectors and groupings. */
    public Set<String> labels() {
        return Set.copyOf(labels);
    }
}
