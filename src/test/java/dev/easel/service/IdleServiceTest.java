package dev.easel.service;

import org.junit.jupiter.api.BeforeEach;

/** Counts what a service does that is idle before. */
abstract class IdleServiceTest {
    @BeforeEach
    void awaitIdle() {
        Service.awaitReady();
        Service.METRICS.awaitIdle();
    }
}
