package dev.easel.bench.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * The labels of a table row, such as {@code callers=8, batching=step}.
 *
 * @param labels in the order of the columns
 */
public record Case(SequencedMap<String, String> labels) {

    /** A case with one label; {@link #and} adds more. */
    public static Case of(String label, Object value) {
        return new Case(new LinkedHashMap<>()).and(label, value);
    }

    /** A copy with one more label, or with another value for a label. */
    public Case and(String label, Object value) {
        var more = new LinkedHashMap<>(labels);
        more.put(label, value.toString());
        return new Case(Collections.unmodifiableSequencedMap(more));
    }
}
