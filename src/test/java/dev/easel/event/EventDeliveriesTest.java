package dev.easel.event;

import dev.easel.service.Events;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What no request can bring about: an error of the JVM while an event is read. */
@QuarkusTest
class EventDeliveriesTest {
    @Inject
    EventDeliveries deliveries;

    @Test
    void anErrorIsAnsweredAndTheEventMayComeAgain() throws Exception {
        var delivery = new Delivery("an-id", Origin.unknown(Events.newId()), URI.create("http://localhost/images/"));
        for (int attempt = 0; attempt < 2; attempt++) {
            var answer = CompletableFuture.supplyAsync(() -> deliveries.deliver(delivery, () -> {
                        throw new StackOverflowError("for the test");
                    }))
                    .thenCompose(stage -> stage);

            assertThat(answer.get(1, TimeUnit.MINUTES).status()).isEqualTo(500);
        }
    }
}
