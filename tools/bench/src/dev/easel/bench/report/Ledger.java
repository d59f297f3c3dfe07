package dev.easel.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;

/** The measurements of a section, round by round, and its checks. */
public final class Ledger {

    /** A claim that does not depend on the machine, and whether it held. */
    public record Check(String claim, boolean holds) {}

    private final SequencedMap<Case, SequencedMap<String, Measure>> rows = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();
    private final List<Check> checks = new ArrayList<>();

    /** Adds the value of one round. */
    public void add(Case row, String measure, double value) {
        var kept = measure(row, measure, new Measure.Rounds(List.of())) instanceof Measure.Rounds(var rounds)
                ? rounds
                : List.<Double>of();
        put(row, measure, new Measure.Rounds(append(kept, value)));
    }

    /** Adds the values of one round. */
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
     * Adds to each row the ratio of a measure, round by round, to the row that differs in one label only.
     *
     * @param base the label's value in the row with the ratio 1
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

    /** The median of a measure with one value per round. */
    public double median(Case row, String measure) {
        return measure(row, measure, new Measure.Rounds(List.of()))
                .cells()
                .firstEntry()
                .getValue()
                .middle();
    }

    /** Adds a note about the numbers. */
    public void note(String text) {
        notes.add(text);
    }

    /** Adds a claim that must hold on every machine; otherwise the benchmark fails. */
    public void check(String claim, boolean holds) {
        checks.add(new Check(claim, holds));
    }

    /** The measures by row, in the order of their first values. */
    public SequencedMap<Case, SequencedMap<String, Measure>> rows() {
        return rows;
    }

    /** The notes about the numbers. */
    public List<String> notes() {
        return notes;
    }

    /** The checked claims. */
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
