package dev.easel.bench.report;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.DoubleStream;

/** The values of one measure, by round. */
public sealed interface Measure {

    /** The cells of a table, by the suffix of the column name. */
    SequencedMap<String, Spread> cells();

    /** All data for the result file. */
    Map<String, Object> data();

    /**
     * One value per round.
     *
     * @param rounds the values in the order of the rounds
     */
    record Rounds(List<Double> rounds) implements Measure {
        @Override
        public SequencedMap<String, Spread> cells() {
            var cells = new LinkedHashMap<String, Spread>();
            cells.put("", Spread.of(rounds));
            return cells;
        }

        @Override
        public Map<String, Object> data() {
            var data = new LinkedHashMap<String, Object>(Spread.of(rounds).data());
            data.put("rounds", rounds.stream().map(Spread::rounded).toList());
            return data;
        }
    }

    /**
     * Many values per round. Percentiles are over all rounds together, because a single round has few values; their spread
     * is over the rounds.
     *
     * @param rounds the values in the order of the rounds
     */
    record Samples(List<double[]> rounds) implements Measure {
        private static final List<Integer> PERCENTS = List.of(50, 95, 99);

        private double[] all() {
            return rounds.stream().flatMapToDouble(Arrays::stream).toArray();
        }

        @Override
        public SequencedMap<String, Spread> cells() {
            var cells = new LinkedHashMap<String, Spread>();
            for (int percent : PERCENTS) {
                cells.put(" p" + percent, spread(percent / 100.0));
            }
            return cells;
        }

        private Spread spread(double rank) {
            var each = rounds.stream()
                    .filter(round -> round.length > 0)
                    .mapToDouble(round -> Quantiles.quantile(round, rank))
                    .boxed()
                    .toList();
            var spread = Spread.of(each);
            return new Spread(Quantiles.quantile(all(), rank), spread.min(), spread.max());
        }

        @Override
        public Map<String, Object> data() {
            var data = new LinkedHashMap<String, Object>();
            data.put("count", all().length);
            cells().forEach((name, spread) -> data.put(name.strip(), spread.data()));
            data.put(
                    "rounds",
                    rounds.stream()
                            .map(round -> DoubleStream.of(round)
                                    .mapToObj(Spread::rounded)
                                    .toList())
                            .toList());
            return data;
        }
    }
}
