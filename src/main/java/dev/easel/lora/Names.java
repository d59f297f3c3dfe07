package dev.easel.lora;

import java.util.List;
import java.util.stream.Collectors;

/** Names for a message. */
final class Names {
    private static final int SHOWN = 3;

    private Names() {}

    /** The first few, and how many more there are. */
    static String some(List<String> names) {
        String shown = names.stream().limit(SHOWN).map(name -> "'" + name + "'").collect(Collectors.joining(", "));
        return names.size() <= SHOWN ? shown : shown + " and " + (names.size() - SHOWN) + " more";
    }
}
