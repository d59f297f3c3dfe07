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
public record AnswerEvent(CloudEvent event) {
    private static final String CONTENT_TYPE = "Content-Type";

    /** As the SDK's own, which lets no text be longer than 20 million characters; an image may be. */
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .addModule(JsonFormat.getCloudEventJacksonModule())
            .build();

    /**
     * An answer that {@link #toJson} has written.
     *
     * @throws UncheckedIOException if it is something else
     */
    public static AnswerEvent fromJson(byte[] json) {
        try {
            return Optional.ofNullable(MAPPER.readValue(json, CloudEvent.class))
                    .filter(event -> EventTypes.isAnswer(event.getType()))
                    .map(AnswerEvent::new)
                    .orElseThrow(() -> new IOException("it is no answer"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the answer says; not to be changed. */
    public JsonNode data() {
        return Optional.ofNullable(event.getData()).map(AnswerEvent::json).orElseGet(MissingNode::getInstance);
    }

    private static JsonNode json(CloudEventData data) {
        try {
            return data instanceof JsonCloudEventData json ? json.getNode() : MAPPER.readTree(data.toBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same answer, but for what it says. */
    public AnswerEvent with(JsonNode data) {
        return new AnswerEvent(CloudEventBuilder.v1(event)
                .withData(JsonCloudEventData.wrap(data))
                .build());
    }

    /** The answer as a structured event. */
    public byte[] toJson() {
        try {
            return MAPPER.writeValueAsBytes(event);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Writes the answer as an HTTP message: in the mode of the request, and in binary mode to whoever has sent what is not
     * taken.
     *
     * @param header takes each header
     * @param body takes the body, after all headers
     */
    public void write(ContentMode mode, BiConsumer<String, String> header, Consumer<byte[]> body) {
        switch (mode) {
            case STRUCTURED -> {
                header.accept(CONTENT_TYPE, JsonFormat.CONTENT_TYPE);
                body.accept(toJson());
            }
            case BINARY, OTHER ->
                HttpMessageFactory.createWriter((name, value) -> header.accept(name, coded(name, value)), body)
                        .writeBinary(event);
        }
    }

    private static String coded(String name, String value) {
        return name.equalsIgnoreCase(CONTENT_TYPE) ? value : HeaderCoding.encode(value);
    }
}
