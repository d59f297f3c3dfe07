package dev.easel.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.easel.problem.RejectedException;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.core.data.BytesCloudEventData;
import io.cloudevents.jackson.JsonCloudEventData;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * An event that is delivered, with the attributes that every event has.
 *
 * @param event the event, in version 1.0
 */
record RequestEvent(CloudEvent event) {

    /**
     * An event in binary mode.
     *
     * @param headers the message's headers; may include others
     * @param body the event's data, empty for none
     * @throws RejectedException if an attribute is missing or wrong
     */
    static RequestEvent binary(Iterable<Map.Entry<String, String>> headers, byte[] body) {
        Optional<CloudEventData> data =
                Optional.of(body).filter(bytes -> bytes.length > 0).map(BytesCloudEventData::wrap);
        return new RequestEvent(Attributes.ofHeaders(headers).with(data));
    }

    /**
     * An event in structured mode.
     *
     * @param envelope the message's body
     * @throws RejectedException if an attribute is missing or wrong
     */
    static RequestEvent structured(ObjectNode envelope) {
        return new RequestEvent(Attributes.ofEnvelope(envelope).with(data(envelope)));
    }

    private static Optional<CloudEventData> data(ObjectNode envelope) {
        var base64 = envelope.path("data_base64");
        if (base64.isTextual()) {
            return Optional.of(BytesCloudEventData.wrap(decoded(base64)));
        }
        return Optional.ofNullable(envelope.get("data"))
                .filter(node -> !node.isNull())
                .map(JsonCloudEventData::wrap);
    }

    private static byte[] decoded(JsonNode base64) {
        try {
            return base64.binaryValue();
        } catch (IOException e) {
            throw RejectedException.invalid("data_base64", "is not base64");
        }
    }

    /** The id of an event in headers, even if other attributes are missing. */
    static Optional<String> idOf(Iterable<Map.Entry<String, String>> headers) {
        return Attributes.ofHeaders(headers).get("id").filter(id -> !id.isBlank());
    }

    /** Unique together with the {@link #source}. */
    String id() {
        return event.getId();
    }

    /** The source. */
    String source() {
        return event.getSource().toString();
    }

    /** The type. */
    String type() {
        return event.getType();
    }

    /** The media type of the data, if the event names it. */
    Optional<String> dataContentType() {
        return Optional.ofNullable(event.getDataContentType());
    }

    /** An extension attribute. */
    Optional<String> extension(String name) {
        return Optional.ofNullable(event.getExtension(name)).map(Object::toString);
    }

    /**
     * The data, if there is any.
     *
     * @param json reads data that is JSON within a structured event
     * @param bytes reads any other
     */
    <T> Optional<T> data(Function<JsonNode, T> json, Function<byte[], T> bytes) {
        return Optional.ofNullable(event.getData())
                .map(data -> data instanceof JsonCloudEventData within
                        ? json.apply(within.getNode())
                        : bytes.apply(data.toBytes()));
    }
}
