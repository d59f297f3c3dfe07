package dev.easel.pipeline;

import dev.easel.fixtures.Fixtures;
import dev.easel.fixtures.SessionThreads;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class IdleSessionsTest {
    private static final Duration WHILE = Duration.ofMillis(300);

    /** ONNX Runtime's own threads would spin for all of it, on a core that the rest of a start needs. */
    @Test
    void threadsOfOpenedSessionsLeaveTheProcessorToOthers() {
        SessionThreads.run(() -> {
            try (var _ = Drawing.open(Fixtures.model("tiny-random-flux-dev"), Map.of())) {
                long end = System.nanoTime() + WHILE.toNanos();
                while (System.nanoTime() < end) {
                    LockSupport.parkNanos(end - System.nanoTime());
                }
                assertThat(SessionThreads.open()).isEqualTo(5);
                assertThat(SessionThreads.busiest()).isLessThan(Duration.ofMillis(20));
            }
        });
    }
}
