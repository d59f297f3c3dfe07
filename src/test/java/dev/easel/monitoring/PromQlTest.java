package dev.easel.monitoring;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PromQlTest {
    @Test
    void findsMetricsAndLabels() {
        var expression = new PromQl("""
                histogram_quantile(0.95, sum by (le, pod) (rate(a_bucket{x="m}n by (o)",y=~"p"}[5m]))) > 1e3
                  and on (z) last_over_time(b:c[1h] offset 1h) unless d or 60 * sum(e)
                """);

        assertThat(expression.metrics()).containsExactlyInAnyOrder("a_bucket", "b:c", "d", "e");
        assertThat(expression.labels()).containsExactlyInAnyOrder("le", "pod", "x", "y", "z");
    }
}
