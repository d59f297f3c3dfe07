package dev.easel.request.parameter;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A text in several languages.
 *
 * @param all the text of languages that have none of their own
 * @param byLanguage the texts by language tag
 */
public record Texts(Optional<String> all, Map<String, String> byLanguage) {
    public static final String ENGLISH = "en";
    public static final String CHINESE = "zh-Hans";
    public static final Texts NONE = new Texts(Optional.empty(), Map.of());

    /** A text in the two languages that Easel brings. */
    public static Texts of(String english, String chinese) {
        return new Texts(Optional.empty(), Map.of(ENGLISH, english, CHINESE, chinese));
    }

    /** A text of the configuration. */
    public static Texts of(TextConfig config) {
        return NONE.with(config);
    }

    /** This text with another one that goes first: a text for all languages leaves nothing of this one. */
    public Texts with(TextConfig config) {
        if (config.all().isPresent()) {
            return new Texts(config.all(), Map.of());
        }
        var merged = new LinkedHashMap<>(byLanguage);
        merged.putAll(config.byLanguage());
        return new Texts(all, merged);
    }

    /** The text in a language, or else in the fallback, or else in any. */
    public Optional<String> in(Language language) {
        return Stream.of(
                        matching(language.tag()),
                        all,
                        matching(language.fallback()),
                        matching(ENGLISH),
                        byLanguage.values().stream().findFirst())
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** The text of a language, or of one that differs in script or region alone. */
    private Optional<String> matching(String tag) {
        return byLanguage.entrySet().stream()
                .filter(text -> text.getKey().equalsIgnoreCase(tag))
                .findFirst()
                .or(() -> byLanguage.entrySet().stream()
                        .filter(text -> Language.primary(text.getKey()).equals(Language.primary(tag)))
                        .findFirst())
                .map(Map.Entry::getValue);
    }
}
