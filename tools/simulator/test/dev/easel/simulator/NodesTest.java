package dev.easel.simulator;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class NodesTest {
    private final Nodes nodes = new Nodes(new Nodes.Pool(1, 180, 60, 600));

    @Test
    void onlyFurtherNodesHaveToBoot() {
        assertThat(nodes.take(0)).isZero();
        assertThat(nodes.take(10)).isEqualTo(240);
    }

    @Test
    void aKeptNodeAlreadyHasTheImage() {
        nodes.take(0);
        nodes.take(10);
        nodes.give(1000);
        assertThat(nodes.take(1599)).isZero();
    }

    @Test
    void aFurtherNodeIsRemovedAfterItsKeepTimeAndCountsUntilThen() {
        nodes.take(0);
        nodes.take(10);
        nodes.give(1000);
        assertThat(nodes.seconds(5000)).isEqualTo(5000 + (1600 - 10));
        assertThat(nodes.take(5000)).isEqualTo(240);
    }
}
