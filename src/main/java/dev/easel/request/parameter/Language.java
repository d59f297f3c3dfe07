package dev.easel.request.parameter;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The language of an answer.
 *
 * @param tag its BCP 47 tag
 * @param fallback the tag of the language for texts that it lacks
 */
public record Language(String tag, String fallback) {
    /** What Easel's own descriptions are in. */
    public static final Language ENGLISH = new Language(Texts.ENGLISH, Texts.ENGLISH);

    /**
     * The language that suits a caller best.
     *
     * @param available the tags to choose from, the fallback first
     * @param wanted the value of {@code Accept-Language}, or a tag; one that is malformed, or unknown, has no effect
     */
    public static Language choose(List<String> available, Optional<String> wanted) {
        String fallback = available.getFirst();
        return new Language(wanted.flatMap(ranges -> best(available, ranges)).orElse(fallback), fallback);
    }

    /** What suits the first wish goes before what suits the second exactly: zh-CN before en, if there is zh-Hans. */
    private static Optional<String> best(List<String> available, String wanted) {
        try {
            return Locale.LanguageRange.parse(wanted).stream()
                    .filter(range -> range.getWeight() > 0)
                    .flatMap(range -> suiting(available, range).stream())
                    .findFirst();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> suiting(List<String> available, Locale.LanguageRange range) {
        return Optional.ofNullable(Locale.lookupTag(List.of(range), available))
                // the JDK gives tags back in lower case
                .flatMap(found ->
                        available.stream().filter(found::equalsIgnoreCase).findFirst())
                .or(() -> available.stream()
                        .filter(tag -> primary(tag).equals(primary(range.getRange())))
                        .findFirst());
    }

    static String primary(String tag) {
        return tag.split("-", 2)[0].toLowerCase(Locale.ROOT);
    }
}
