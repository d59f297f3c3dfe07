package dev.easel.service;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import static org.assertj.core.api.Assertions.assertThat;

/** Checks that nothing is drawn during a test, and that the event after it is. */
final class NothingDrawn implements BeforeEachCallback, AfterEachCallback {
    private double stepsBefore;

    @Override
    public void beforeEach(ExtensionContext context) {
        Service.awaitReady();
        Service.METRICS.awaitIdle();
        stepsBefore = Service.METRICS.steps();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        assertThat(Service.METRICS.steps()).isEqualTo(stepsBefore);
        assertThat(Events.post(Events.newId(), Service.quick("a cat")).header("ce-type"))
                .isEqualTo(Events.GENERATED);
    }
}
