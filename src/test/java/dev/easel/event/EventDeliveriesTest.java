package dev.easel.event;

import dev.easel.service.Events;
import dev.easel.trace.RequestTrace;
import dev.easel.trace.TraceParent;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A case that no request can cause: an error of the JVM while an event is read. */
@QuarkusTest
class EventDeliveriesTest {
    @Inject
    EventDeliveries deliveries;

    @Test
    void anErrorIsAnsweredAndTheEventCanBeDeliveredAgain() throws Exception {
        var delivery = new Delivery(
                new RequestTrace("an-id", TraceParent.current()),
                "a caller",
                Origin.unknown(Events.newId()),
                URI.create("http://localhost/images/"));
        for (int attempt = 0; attempt < 2; attempt++) {
            var reply = CompletableFuture.supplyAsync(() -> deliveries.deliver(delivery, () -> {
                        throw new StackOverflowError("for the test");
                    }))
                    .thenCompose(stage -> stage);

            assertThat(reply.get(1, TimeUnit.MINUTES).status()).isEqualTo(500);
        }
    }
}
