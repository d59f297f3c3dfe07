package dev.easel.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.http.HttpMessageFactory;
import io.cloudevents.jackson.JsonCloudEventData;
import io.cloudevents.jackson.JsonFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * An event that answers another.
 *
 * @param event the event
 */
record AnswerEvent(CloudEvent event) {
    private static final String CONTENT_TYPE = "Content-Type";

    /** Like the SDK's own, which limits strings to 20 million characters; an image may be longer. */
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .addModule(JsonFormat.getCloudEventJacksonModule())
            .build();

    /**
     * Reads an answer that {@link #toJson} has written.
     *
     * @throws UncheckedIOException if it is anything else
     */
    static AnswerEvent fromJson(byte[] json) {
        try {
            return Optional.ofNullable(MAPPER.readValue(json, CloudEvent.class))
                    .filter(event -> EventTypes.isAnswer(event.getType()))
                    .map(AnswerEvent::new)
                    .orElseThrow(() -> new IOException("it is not an answer"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The data of the answer, which must not be changed. */
    JsonNode data() {
        return Optional.ofNullable(event.getData()).map(AnswerEvent::json).orElseGet(MissingNode::getInstance);
    }

    private static JsonNode json(CloudEventData data) {
        try {
            return data instanceof JsonCloudEventData json ? json.getNode() : MAPPER.readTree(data.toBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same answer with other data. */
    AnswerEvent with(JsonNode data) {
        return new AnswerEvent(CloudEventBuilder.v1(event)
                .withData(JsonCloudEventData.wrap(data))
                .build());
    }

    /** The answer as a structured event. */
    byte[] toJson() {
        try {
            return MAPPER.writeValueAsBytes(event);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Writes the answer as an HTTP message: in the mode of the request, and in binary mode if that is not supported.
     *
     * @param header accepts each header
     * @param body accepts the body, after all headers
     */
    void write(ContentMode mode, BiConsumer<String, String> header, Consumer<byte[]> body) {
        switch (mode) {
            case STRUCTURED -> {
                header.accept(CONTENT_TYPE, JsonFormat.CONTENT_TYPE);
                body.accept(toJson());
            }
            case BINARY, UNSUPPORTED ->
                HttpMessageFactory.createWriter((name, value) -> header.accept(name, coded(name, value)), body)
                        .writeBinary(event);
        }
    }

    private static String coded(String name, String value) {
        return name.equalsIgnoreCase(CONTENT_TYPE) ? value : HeaderCoding.encode(value);
    }
}
