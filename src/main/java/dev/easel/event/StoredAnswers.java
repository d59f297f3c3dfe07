package dev.easel.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.easel.store.ImageStore;
import dev.easel.store.StoreException;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The answers to events in the store. A large image is in them by its name; its address depends on how each delivery came.
 * Blocks.
 */
@Singleton
final class StoredAnswers {
    private static final Logger LOG = Logger.getLogger("dev.easel.event");
    private static final String FIRST_IMAGE = "/images/0";
    private static final String URL = "url";

    private final ImageStore store;

    StoredAnswers(ImageStore store) {
        this.store = store;
    }

    /**
     * The answer to an event that was answered, if that is still of use.
     *
     * @throws StoreException if nothing could be kept, so that no work is done for nothing
     */
    Optional<AnswerEvent> find(Delivery delivery) {
        store.check();
        String key = delivery.origin().key();
        return store.answer(key).flatMap(json -> read(key, json)).map(answer -> addressed(answer, delivery));
    }

    /** What is of no use any more makes way for another answer. */
    private Optional<AnswerEvent> read(String key, byte[] json) {
        try {
            var answer = AnswerEvent.fromJson(json);
            if (image(answer).filter(name -> !store.hasImage(name)).isEmpty()) {
                return Optional.of(answer);
            }
            LOG.infof("event %s is drawn anew, as its image is not in the image store any more", key);
        } catch (UncheckedIOException e) {
            LOG.warnf(
                    "the answer to event %s in the image store cannot be read, and is deleted: %s",
                    key, e.getMessage());
        }
        store.deleteAnswer(key);
        return Optional.empty();
    }

    /** Keeps an answer, and returns the one that is kept or, as that is better than none, this one if none can be. */
    AnswerEvent keep(Delivery delivery, AnswerEvent answer) {
        String key = delivery.origin().key();
        try {
            return addressed(AnswerEvent.fromJson(store.keepAnswer(key, answer.toJson())), delivery);
        } catch (StoreException | UncheckedIOException e) {
            LOG.errorf("the answer to event %s is not kept: %s", key, e.getMessage());
            return addressed(answer, delivery);
        }
    }

    private AnswerEvent addressed(AnswerEvent answer, Delivery delivery) {
        return image(answer)
                .map(name -> {
                    var data = answer.data().deepCopy();
                    ((ObjectNode) data.at(FIRST_IMAGE))
                            .put(URL, store.address(name, delivery.images()).toString());
                    return answer.with(data);
                })
                .orElse(answer);
    }

    /** The name of the image of an answer by reference. */
    private static Optional<String> image(AnswerEvent answer) {
        return Optional.ofNullable(answer.data().at(FIRST_IMAGE).path(URL).textValue());
    }
}
