package dev.easel.service;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Calls one traced service, each time with a trace of the caller's own. */
abstract class TracedServiceTest {
    @TempDir
    private static Path folder;

    static TracedService service;

    final TraceContext trace = TraceContext.random();

    @BeforeAll
    static void start() throws IOException {
        service = new TracedService(folder);
    }

    @AfterAll
    static void stop() {
        service.close();
    }
}
