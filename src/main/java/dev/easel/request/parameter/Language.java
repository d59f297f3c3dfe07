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

    private static Optional<String> best(List<String> available, String wanted) {
        try {
            var ranges = Locale.LanguageRange.parse(wanted);
            return Optional.ofNullable(Locale.lookupTag(ranges, available))
                    .map(tag -> ofCase(available, tag))
                    .or(() -> ranges.stream()
                            .flatMap(range -> available.stream()
                                    .filter(tag -> primary(tag).equals(primary(range.getRange()))))
                            .findFirst());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The JDK gives tags back in lower case. */
    private static String ofCase(List<String> available, String tag) {
        return available.stream().filter(tag::equalsIgnoreCase).findFirst().orElse(tag);
    }

    static String primary(String tag) {
        return tag.split("-", 2)[0].toLowerCase(Locale.ROOT);
    }
}
