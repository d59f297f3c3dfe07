package dev.easel.event;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OriginTest {

    @Test
    void theKeyDependsOnSourceIdAndIdentity() {
        String key = key("/shop", "1", Optional.empty());

        assertThat(key).matches("[0-9a-f]{64}").isEqualTo(key("/shop", "1", Optional.empty()));
        assertThat(key)
                .isNotEqualTo(key("/shop", "2", Optional.empty()))
                .isNotEqualTo(key("/other", "1", Optional.empty()))
                .isNotEqualTo(key("/shop", "1", Optional.of("ann")));
        assertThat(key("/shop", "1", Optional.of("ann")))
                .isEqualTo(key("/shop", "1", Optional.of("ann")))
                .isNotEqualTo(key("/shop", "1", Optional.of("bob")))
                .isNotEqualTo(key("/shop", "1ann", Optional.empty()));
    }

    private static String key(String source, String id, Optional<String> subject) {
        var attributes =
                Map.of("ce-specversion", "1.0", "ce-type", EventTypes.REQUESTED, "ce-source", source, "ce-id", id);
        var event = RequestEvent.binary(attributes.entrySet(), "{}".getBytes(StandardCharsets.UTF_8));
        return Origin.of(event, Map.of(), subject).key();
    }
}
