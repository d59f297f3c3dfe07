package dev.easel.setting;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What keys mean, from the tables of {@code docs/configuration.md}, which the package brings along. */
public final class KeyDescriptions {
    private static final Pattern SECTION = Pattern.compile("#+ .*`(easel[\\w.*]*)`.*");
    private static final Pattern ROW = Pattern.compile("\\| (`[^|]+`) \\|([^|]*)\\| ([^|]+) \\|");
    private static final Pattern KEY = Pattern.compile("`([^`]+)`");

    private static final String ITEM = ".*";

    /** Groups whose keys are described with another one. */
    private static final Map<Pattern, String> SAME = Map.of(
            Pattern.compile(
                            "easel\\.(?:models\\.\\*\\.)?parameters\\.[^.]+\\.(title|description|show|choices)(?:\\..*)?"),
                    "easel.parameters.*.$1",
            Pattern.compile("easel\\.models\\.\\*\\.(parameters\\..*)"), "easel.$1",
            Pattern.compile("easel\\.models\\.\\*\\.((?:batch|queue)\\..*)"), "easel.engine.$1",
            Pattern.compile("easel\\.models\\.\\*\\.([^.]+(?:\\.\\*)?)"), "easel.model.$1");

    private final Map<String, String> byKey = new HashMap<>();

    private KeyDescriptions(String page) {
        String section = "";
        for (String line : page.lines().toList()) {
            var heading = SECTION.matcher(line);
            var row = ROW.matcher(line);
            if (line.startsWith("#")) {
                section = heading.matches() ? heading.group(1) : "";
            } else if (row.matches() && !section.isEmpty()) {
                String text = plain(row.group(3));
                String prefix = section + ".";
                KEY.matcher(row.group(1)).results().forEach(key -> byKey.put(prefix + key.group(1), text));
            }
        }
    }

    /** The descriptions of the package. */
    public static KeyDescriptions ofPackage() {
        try (var page = KeyDescriptions.class.getResourceAsStream("configuration.md")) {
            return new KeyDescriptions(page == null ? "" : new String(page.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a key means, with {@code *} for names that are free. */
    public Optional<String> of(String key) {
        return Optional.ofNullable(byKey.get(key))
                .or(() -> key.endsWith(ITEM) ? of(key.substring(0, key.length() - ITEM.length())) : Optional.empty())
                .or(() -> ofSame(key));
    }

    private Optional<String> ofSame(String key) {
        return SAME.entrySet().stream()
                .map(same -> same.getKey().matcher(key).replaceFirst(same.getValue()))
                .filter(other -> !other.equals(key) && byKey.containsKey(other))
                .findFirst()
                .map(byKey::get);
    }

    /** The keys that are described. */
    public Set<String> keys() {
        return Set.copyOf(byKey.keySet());
    }

    /** Markdown's links and code as plain text. */
    private static String plain(String markdown) {
        return markdown.replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1").replace("`", "");
    }
}
