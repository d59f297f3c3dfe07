package dev.easel.bench.report;

import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class LedgerTest {

    @Test
    void aQuantileIsAMeasuredValue() {
        var values = new double[] {5, 1, 4, 2, 3};

        assertThat(Quantiles.quantile(values, 0.5)).isEqualTo(3);
        assertThat(Quantiles.quantile(values, 0.95)).isEqualTo(5);
        assertThat(Quantiles.quantile(values, 0.2)).isEqualTo(1);
        assertThat(Quantiles.quantile(values, 0.21)).isEqualTo(2);
        assertThat(Quantiles.quantile(new double[0], 0.5)).isNaN();
    }

    @Test
    void theMedianOfAnEvenCountIsTheMeanOfTheMiddleTwo() {
        assertThat(Quantiles.median(List.of(9.0, 1.0, 3.0))).isEqualTo(3);
        assertThat(Quantiles.median(List.of(9.0, 1.0, 3.0, 4.0))).isEqualTo(3.5);
    }

    @Test
    void theSlopeIsTheLeastSquaresFit() {
        var line = List.of(new Trend.Point(1, 5), new Trend.Point(2, 7), new Trend.Point(4, 11));
        var scattered = List.of(new Trend.Point(0, 1), new Trend.Point(1, 0), new Trend.Point(2, 5));

        assertThat(Trend.slope(line)).isCloseTo(2, within(1e-12));
        assertThat(Trend.slope(scattered)).isCloseTo(2, within(1e-12));
    }

    @Test
    void ratiosAreComputedRoundByRound() {
        var ledger = new Ledger();
        for (double machine : new double[] {1, 10, 0.1}) {
            ledger.add(Case.of("batching", "off"), "rate", 2 * machine);
            ledger.add(Case.of("batching", "step"), "rate", 3 * machine);
        }

        ledger.ratios("rate", "batching", "off");

        assertThat(Table.of(ledger)).isEqualTo("""
                  batching  rate           x off
                  off       2 [0.200..20]  1
                  step      3 [0.300..30]  1.50
                """);
    }

    @Test
    void percentilesCoverAllRoundsAndTheirRangeIsOverRounds() {
        var ledger = new Ledger();
        ledger.addAll(Case.of("part", "all"), "ms", new double[] {1, 2, 3});
        ledger.addAll(Case.of("part", "all"), "ms", new double[] {4, 5, 6, 7});

        assertThat(Table.of(ledger)).contains("4 [2..5]", "7 [3..7]");
    }
}
