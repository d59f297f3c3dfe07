package dev.easel.deploy;

import io.fabric8.knative.duck.v1.DeliverySpec;
import io.fabric8.knative.eventing.v1.Trigger;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Checks that the triggers route events to their subscribers and that deliveries wait long enough for an image. */
class EventingTest {
    private static final Manifests PRODUCTION = Manifests.of(Sources.overlay("production"));
    private static final Map<String, Trigger> TRIGGERS = PRODUCTION
            .all(Trigger.class)
            .collect(Collectors.toMap(
                    trigger -> trigger.getSpec().getFilter().getAttributes().get("type"), Function.identity()));

    @Test
    void eachEventTypeHasItsSubscriber() {
        assertThat(TRIGGERS.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                entry -> entry.getValue()
                                        .getSpec()
                                        .getSubscriber()
                                        .getRef()
                                        .getName())))
                .isEqualTo(Map.of(
                        "dev.easel.image.requested.v1", "easel",
                        "dev.easel.image.generated.v1", "easel-pictures",
                        "dev.easel.image.rejected.v1", "easel-pictures"));
    }

    @Test
    void deliveryTimeoutExceedsTheRequestTimeout() {
        assertThat(Duration.parse(delivery().getTimeout()))
                .isGreaterThan(Duration.ofSeconds(PRODUCTION.revision().getTimeoutSeconds()));
    }

    /** A full queue and a stopping pod are both empty again within the request timeout. */
    @Test
    void retriesLastLongerThanTheRequestTimeout() {
        assertThat(delivery().getBackoffPolicy()).isEqualTo("exponential");
        var waits = Duration.parse(delivery().getBackoffDelay())
                .multipliedBy((1L << delivery().getRetry()) - 1);
        assertThat(waits).isGreaterThan(Duration.ofSeconds(PRODUCTION.revision().getTimeoutSeconds()));
        // the longest Retry-After that Easel sends
        assertThat(Duration.parse(delivery().getRetryAfterMax())).isGreaterThanOrEqualTo(Duration.ofMinutes(10));
    }

    private static DeliverySpec delivery() {
        return TRIGGERS.get("dev.easel.image.requested.v1").getSpec().getDelivery();
    }
}
