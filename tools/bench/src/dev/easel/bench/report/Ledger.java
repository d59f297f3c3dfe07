package dev.easel.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;

/** What a section measured, round by round, and what it checked. */
public final class Ledger {

    /** A claim that does not depend on the machine, and whether it held. */
    public record Check(String claim, boolean holds) {}

    private final SequencedMap<Case, SequencedMap<String, Measure>> rows = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();
    private final List<Check> checks = new ArrayList<>();

    /** One round's value. */
    public void add(Case row, String measure, double value) {
        var kept = measure(row, measure, new Measure.Rounds(List.of())) instanceof Measure.Rounds(var rounds)
                ? rounds
                : List.<Double>of();
        put(row, measure, new Measure.Rounds(append(kept, value)));
    }

    /** One round's values. */
    public void addAll(Case row, String measure, double[] values) {
        var kept = measure(row, measure, new Measure.Samples(List.of())) instanceof Measure.Samples(var rounds)
                ? rounds
                : List.<double[]>of();
        put(row, measure, new Measure.Samples(append(kept, values)));
    }

    private Measure measure(Case row, String name, Measure none) {
        return rows.getOrDefault(row, new LinkedHashMap<>()).getOrDefault(name, none);
    }

    private void put(Case row, String name, Measure measure) {
        rows.computeIfAbsent(row, key -> new LinkedHashMap<>()).put(name, measure);
    }

    private static <T> List<T> append(List<T> list, T last) {
        return Stream.concat(list.stream(), Stream.of(last)).toList();
    }

    /**
     * Adds to each row what a measure is, round by round, in ratio to the row that differs in one label only.
     *
     * @param base the label's value in the row that is 1
     */
    public void ratios(String measure, String label, Object base) {
        for (var row : List.copyOf(rows.keySet())) {
            if (row.labels().containsKey(label)
                    && measure(row, measure, new Measure.Rounds(List.of())) instanceof Measure.Rounds(var rounds)
                    && measure(row.and(label, base), measure, new Measure.Rounds(List.of()))
                            instanceof Measure.Rounds(var ones)) {
                for (int i = 0; i < Math.min(rounds.size(), ones.size()); i++) {
                    add(row, "x " + base, rounds.get(i) / ones.get(i));
                }
            }
        }
    }

    /** The median of a measure that has one value a round. */
    public double median(Case row, String measure) {
        return measure(row, measure, new Measure.Rounds(List.of()))
                .cells()
                .firstEntry()
                .getValue()
                .middle();
    }

    /** Something to know about the numbers. */
    public void note(String text) {
        notes.add(text);
    }

    /** A claim that must hold on every machine; the benchmark fails if it does not. */
    public void check(String claim, boolean holds) {
        checks.add(new Check(claim, holds));
    }

    /** Measures by row, in the order in which they came. */
    public SequencedMap<Case, SequencedMap<String, Measure>> rows() {
        return rows;
    }

    /** What to know about the numbers. */
    public List<String> notes() {
        return notes;
    }

    /** What was checked. */
    public List<Check> checks() {
        return checks;
    }

    List<Map<String, Object>> data() {
        return rows.entrySet().stream()
                .map(row -> data(row.getKey(), row.getValue()))
                .toList();
    }

    private static Map<String, Object> data(Case row, Map<String, Measure> measures) {
        var data = new LinkedHashMap<String, Object>(row.labels());
        measures.forEach((name, measure) -> data.put(name, measure.data()));
        return data;
    }
}
