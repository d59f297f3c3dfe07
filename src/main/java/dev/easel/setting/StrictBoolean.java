package dev.easel.setting;

import java.io.Serial;
import java.util.Locale;
import java.util.Set;
import org.eclipse.microprofile.config.spi.Converter;
import org.jspecify.annotations.Nullable;

/** Reads what SmallRye takes for true and false, and refuses the rest, which SmallRye would take for false. */
public final class StrictBoolean implements Converter<Boolean> {
    @Serial
    private static final long serialVersionUID = 1;

    private static final Set<String> TRUE = Set.of("true", "1", "yes", "y", "on", "t");
    private static final Set<String> FALSE = Set.of("false", "0", "no", "n", "off", "f");

    @Override
    public @Nullable Boolean convert(String value) {
        String word = value.strip().toLowerCase(Locale.ROOT);
        if (word.isEmpty()) {
            return null;
        }
        if (!TRUE.contains(word) && !FALSE.contains(word)) {
            throw new IllegalArgumentException("expected true or false");
        }
        return TRUE.contains(word);
    }
}
