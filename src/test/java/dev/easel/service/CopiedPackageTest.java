package dev.easel.service;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Changes a copy of the built package. */
abstract class CopiedPackageTest {
    @TempDir
    Path folder;

    Path copy = Path.of("");

    @BeforeEach
    void copyPackage() throws IOException {
        copy = PackageCopy.to(folder.resolve("a package"));
    }
}
