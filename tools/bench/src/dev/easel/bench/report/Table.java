package dev.easel.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Text tables of a ledger: consecutive rows with the same columns share one. */
public final class Table {
    private final List<List<String>> lines = new ArrayList<>();

    private Table(List<String> header) {
        lines.add(header);
    }

    /** All tables, separated by blank lines. */
    public static String of(Ledger ledger) {
        var tables = new ArrayList<Table>();
        ledger.rows().forEach((row, measures) -> {
            var cells = cells(row, measures);
            var header = List.copyOf(cells.keySet());
            if (tables.isEmpty() || !tables.getLast().lines.getFirst().equals(header)) {
                tables.add(new Table(header));
            }
            tables.getLast().lines.add(List.copyOf(cells.values()));
        });
        return tables.stream().map(Table::text).collect(Collectors.joining("\n"));
    }

    private static SequencedMap<String, String> cells(Case row, Map<String, Measure> measures) {
        var cells = new LinkedHashMap<String, String>(row.labels());
        measures.forEach((name, measure) ->
                measure.cells().forEach((ending, spread) -> cells.put(name + ending, spread.toString())));
        return cells;
    }

    private String text() {
        var widths = IntStream.range(0, lines.getFirst().size())
                .map(column -> lines.stream()
                        .mapToInt(line -> line.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        return lines.stream().map(line -> text(line, widths)).collect(Collectors.joining());
    }

    private static String text(List<String> line, int[] widths) {
        return IntStream.range(0, widths.length)
                .mapToObj(column -> ("%-" + Math.max(1, widths[column]) + "s").formatted(line.get(column)))
                .collect(Collectors.joining("  ", "  ", ""))
                .stripTrailing()
                .concat("\n");
    }
}
