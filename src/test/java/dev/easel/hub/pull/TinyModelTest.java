package dev.easel.hub.pull;

import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;

/** Pulls a tiny model from a hub of its own. */
abstract class TinyModelTest {
    final Path cache;

    @AutoClose
    final TinyModelPull tiny;

    final LoopbackHub hub;

    TinyModelTest(Path cache) {
        this.cache = cache;
        tiny = new TinyModelPull(cache);
        hub = tiny.hub();
    }
}
