package dev.easel.setting;

import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.ConfigValidationException.Problem;
import io.smallrye.config.SmallRyeConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Says where the problems are that SmallRye and {@link Limits} find, and what is allowed there. */
public final class Diagnosis {
    private static final String KEY = "((?:\"[^\"]*\"|[^\\s\"])+)";
    private static final Pattern UNKNOWN = Pattern.compile(".*SRCFG00050: (.+) in .+ does not map to any root");
    private static final Pattern TYPE = Pattern.compile(
            ".*SRCFG00039: The config property " + KEY + " with the config value \"(.*)\" threw .*? converted (.*)",
            Pattern.DOTALL);
    private static final Pattern REQUIRED =
            Pattern.compile(".*SRCFG00014: The config property " + KEY + " is required .*");
    private static final Pattern EMPTY = Pattern.compile(".*SRCFG0004[01]: The config property " + KEY + " .*");
    private static final Pattern EXPRESSION =
            Pattern.compile(".*SRCFG00011: Could not expand value (.+) in property (.+)");
    private static final Pattern LIMIT = Pattern.compile(KEY + " (.+)");

    private final SmallRyeConfig settings;
    private final KnownKeys keys;

    /**
     * A diagnosis of settings.
     *
     * @param settings all sources, without mappings
     * @param keys all keys there are
     */
    public Diagnosis(SmallRyeConfig settings, KnownKeys keys) {
        this.settings = settings;
        this.keys = keys;
    }

    /** The findings of all problems in the order of files and lines, one for a key. */
    public List<Finding> of(ConfigValidationException failure) {
        var byPlace = new LinkedHashMap<List<Object>, Finding>();
        IntStream.range(0, failure.getProblemCount())
                .mapToObj(failure::getProblem)
                .map(this::of)
                .sorted()
                .forEach(found -> byPlace.putIfAbsent(List.of(found.file(), found.line(), found.key()), found));
        return List.copyOf(byPlace.values());
    }

    private Finding of(Problem problem) {
        String message = problem.getMessage();
        return unknown(message)
                .or(() -> finding(TYPE, message, this::wrongType))
                .or(() -> finding(REQUIRED, message, match -> "is required"))
                .or(() -> finding(EMPTY, message, match -> "must not be empty"))
                .or(() -> expression(message))
                .or(() -> finding(LIMIT, message, match -> match.group(2)))
                .orElseGet(() -> new Finding("configuration", 0, "", message));
    }

    private Optional<Finding> unknown(String message) {
        var match = UNKNOWN.matcher(message);
        if (!match.matches()) {
            return Optional.empty();
        }
        var unknown = keys.unknown(match.group(1));
        return Optional.of(at(unknown.key(), unknown.reason()));
    }

    private interface Words {
        String of(Matcher match);
    }

    private Optional<Finding> finding(Pattern pattern, String message, Words words) {
        var match = pattern.matcher(message);
        return match.matches() ? Optional.of(at(match.group(1), words.of(match))) : Optional.empty();
    }

    private Optional<Finding> expression(String message) {
        var match = EXPRESSION.matcher(message);
        return match.matches()
                ? Optional.of(at(
                        match.group(2),
                        "the environment has no " + match.group(1) + "; give a default: ${" + match.group(1)
                                + ":default}"))
                : Optional.empty();
    }

    private String wrongType(Matcher match) {
        String allowed = keys.typeOf(match.group(1)).map(ValueType::words).orElse("text");
        String reason = match.group(3).replaceFirst("SRCFG\\d+: ", "");
        return '"' + match.group(2) + "\" is not allowed; it takes "
                + (allowed.equals("text") ? "another value: " + reason : allowed);
    }

    private Finding at(String written, String problem) {
        String key = KnownKeys.names(written).stream()
                .map(name -> name.contains(".") ? name : name.replace("\"", ""))
                .collect(Collectors.joining("."));
        var own = settings.getConfigValue(key);
        if (own.getLineNumber() > 0) {
            return new Finding(own.getSourceName(), own.getLineNumber(), key, problem);
        }
        return own.getSourceName() != null && !own.isDefault()
                ? new Finding(named(own.getSourceName()), 0, key, problem)
                : inGroup(key, key, problem);
    }

    /** At the nearest group that stands in a file. */
    private Finding inGroup(String group, String key, String problem) {
        for (var source : settings.getConfigSources(SettingsSource.class)) {
            var line = ((SettingsSource) source).line(group);
            if (line.isPresent()) {
                return new Finding(source.getName(), line.get(), key, problem);
            }
        }
        var names = KnownKeys.names(group);
        return names.size() < 2
                ? new Finding("configuration", 0, key, problem)
                : inGroup(String.join(".", names.subList(0, names.size() - 1)), key, problem);
    }

    private static String named(String source) {
        return source.startsWith("EnvConfigSource") ? "environment" : source;
    }
}
