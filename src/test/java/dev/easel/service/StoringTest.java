package dev.easel.service;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Starts services with a store in a folder that does not exist yet. */
abstract class StoringTest {
    @TempDir
    Path folder;

    Path store = Path.of("");

    @BeforeEach
    void chooseStore() {
        store = folder.resolve("store");
    }
}
