package dev.easel.event;

import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** Makes the events that answer. Thread-safe. */
public final class Answers {
    private static final String JSON = "application/json";
    private static final String PROBLEM = "application/problem+json";

    private final URI source;

    /**
     * Answers of a service.
     *
     * @param source the service
     */
    public Answers(URI source) {
        this.source = source;
    }

    /** An image was drawn. An event has one such answer or one final refusal, so that both have an id made of its own. */
    public AnswerEvent generated(Origin origin, byte[] json) {
        return answer(origin, origin.key(), EventTypes.GENERATED, JSON, json);
    }

    /** There will be no image, however often the event comes. */
    public AnswerEvent rejected(Origin origin, byte[] problem) {
        return answer(origin, origin.key(), EventTypes.REJECTED, PROBLEM, problem);
    }

    /** There is no image this time. */
    public AnswerEvent rejectedForNow(Origin origin, byte[] problem) {
        return answer(origin, UUID.randomUUID().toString(), EventTypes.REJECTED, PROBLEM, problem);
    }

    private AnswerEvent answer(Origin origin, String id, String type, String contentType, byte[] data) {
        var builder = CloudEventBuilder.v1()
                .withId(id)
                .withSource(source)
                .withType(type)
                .withSubject(origin.id())
                .withTime(OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MILLIS))
                .withData(contentType, data);
        origin.trace().forEach(builder::withExtension);
        return new AnswerEvent(builder.build());
    }
}
