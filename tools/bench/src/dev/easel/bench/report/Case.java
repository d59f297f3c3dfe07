package dev.easel.bench.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * What a row of a table is about, such as {@code callers=8, batching=step}.
 *
 * @param labels in the order of the columns
 */
public record Case(SequencedMap<String, String> labels) {

    /** One label; more by {@link #and}. */
    public static Case of(String label, Object value) {
        return new Case(new LinkedHashMap<>()).and(label, value);
    }

    /** With one more label, or with another value of one. */
    public Case and(String label, Object value) {
        var more = new LinkedHashMap<>(labels);
        more.put(label, value.toString());
        return new Case(Collections.unmodifiableSequencedMap(more));
    }
}
