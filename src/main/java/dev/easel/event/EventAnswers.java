package dev.easel.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.easel.generation.GeneratedImage;
import dev.easel.generation.GenerationResponse;
import dev.easel.generation.Problems;
import dev.easel.job.GenerationReference;
import dev.easel.problem.Problem;
import dev.easel.problem.RejectedException;
import dev.easel.problem.Rejection;
import dev.easel.store.ImageStore;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;

/** Images and problems as the events that answer. */
@Singleton
final class EventAnswers {
    private final Answers answers;
    private final long maxInlineBytes;
    private final ImageStore store;
    private final ObjectMapper mapper;

    EventAnswers(EventConfig config, ImageStore store, ObjectMapper mapper) {
        this.answers = new Answers(config.source());
        this.maxInlineBytes = config.maxInlineBytes().asLongValue();
        this.store = store;
        this.mapper = mapper;
    }

    /** An image, within the event or, if it is too large for that, by its name in the store. */
    AnswerEvent generated(Origin origin, GeneratedImage image) {
        return answers.generated(
                origin,
                json(
                        image.file().length <= maxInlineBytes
                                ? GenerationResponse.of(image)
                                : new GenerationReference(List.of(reference(image)))));
    }

    private GenerationReference.Image reference(GeneratedImage image) {
        var format = image.format();
        var stored = store.keep(image.file(), format.extension(), format.mediaType());
        var parameters = image.request().parameters();
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

    /** There will be no image for this event. */
    AnswerEvent refused(Origin origin, Problem problem) {
        return answers.rejected(origin, json(problem));
    }

    /** There is none now, or what came is no event: the status says what the sender is to do. */
    EventAnswer refusedForNow(Origin origin, Problem problem) {
        return new EventAnswer(
                problem.status(), problem.retryAfterSeconds(), answers.rejectedForNow(origin, json(problem)));
    }

    /** Whether a failure is the request's own, so that another attempt fails as well or comes too late. */
    static boolean isFinal(Throwable failure) {
        return Problems.cause(failure) instanceof RejectedException rejected
                && switch (rejected.rejection()) {
                    case Rejection.Invalid _, Rejection.Expired _ -> true;
                    case Rejection.Unknown _,
                            Rejection.Full _,
                            Rejection.Unavailable _,
                            Rejection.Abandoned _,
                            Rejection.Failed _ -> false;
                };
    }

    private byte[] json(Object value) {
        try {
            return mapper.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
