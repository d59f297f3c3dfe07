package dev.easel.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.easel.generation.GeneratedImage;
import dev.easel.generation.GenerationResponse;
import dev.easel.problem.Problem;
import dev.easel.store.ImageStore;
import io.cloudevents.core.builder.CloudEventBuilder;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/** Makes the events that answer, of images and of problems. */
@Singleton
final class AnswerFactory {
    private static final String JSON = "application/json";

    private final URI source;
    private final long maxInlineBytes;
    private final ImageStore store;
    private final ObjectMapper mapper;

    AnswerFactory(EventConfig config, ImageStore store, ObjectMapper mapper) {
        this.source = config.source();
        this.maxInlineBytes = config.maxInlineBytes().asLongValue();
        this.store = store;
        this.mapper = mapper;
    }

    /**
     * Images, within the event or, if they are too large for it, by their names in the store. An event has one such answer or
     * one final refusal, so that the id of both is derived from the event.
     */
    AnswerEvent generated(Origin origin, List<GeneratedImage> images) {
        long bytes = images.stream().mapToLong(image -> image.file().length).sum();
        var data = bytes <= maxInlineBytes
                ? GenerationResponse.of(images)
                : new GenerationReference(images.stream().map(this::reference).toList());
        return answer(origin, origin.key(), EventTypes.GENERATED, JSON, data);
    }

    private GenerationReference.Image reference(GeneratedImage image) {
        var format = image.format();
        var stored = store.keep(image.file(), format.extension(), format.mediaType());
        var parameters = image.parameters();
        return new GenerationReference.Image(
                URI.create(stored.name()),
                "sha-256:" + stored.sha256(),
                image.file().length,
                format.mediaType(),
                parameters.seed(),
                parameters.width(),
                parameters.height(),
                parameters.steps(),
                image.model());
    }

    /** A refusal that is the same however often the event is delivered. */
    AnswerEvent rejected(Origin origin, Problem problem) {
        return answer(origin, origin.key(), EventTypes.REJECTED, Problem.MEDIA_TYPE, problem);
    }

    /** A refusal of this delivery; the status tells the sender whether to deliver the event again. */
    Reply rejectedForNow(Origin origin, Problem problem) {
        return new Reply(
                problem.status(),
                problem.retryAfterSeconds(),
                answer(origin, UUID.randomUUID().toString(), EventTypes.REJECTED, Problem.MEDIA_TYPE, problem));
    }

    private AnswerEvent answer(Origin origin, String id, String type, String contentType, Object data) {
        var builder = CloudEventBuilder.v1()
                .withId(id)
                .withSource(source)
                .withType(type)
                .withSubject(origin.id())
                .withTime(OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MILLIS))
                .withData(contentType, json(data));
        origin.trace().forEach(builder::withExtension);
        return new AnswerEvent(builder.build());
    }

    private byte[] json(Object value) {
        try {
            return mapper.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
