package dev.easel.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.easel.store.ImageStore;
import dev.easel.store.StoreException;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;

/**
 * The answers to events in the image store. An answer there refers to large images by name; their addresses depend on the
 * host that each delivery uses. Blocks.
 */
@Singleton
final class AnswerStore {
    private static final Logger LOG = Logger.getLogger("dev.easel.event");
    private static final String IMAGES = "images";
    private static final String URL = "url";

    private final ImageStore store;

    AnswerStore(ImageStore store) {
        this.store = store;
    }

    /**
     * The answer to an event, if it is there and complete.
     *
     * @throws StoreException if the store cannot keep an answer, before work is done in vain
     */
    Optional<AnswerEvent> find(Delivery delivery) {
        store.check();
        String key = delivery.origin().key();
        return store.answer(key).flatMap(json -> read(key, json)).map(answer -> addressed(answer, delivery));
    }

    /** Deletes an answer that is incomplete, to make room for another. */
    private Optional<AnswerEvent> read(String key, byte[] json) {
        try {
            var answer = AnswerEvent.fromJson(json);
            if (references(answer.data()).allMatch(image -> store.hasImage(name(image)))) {
                return Optional.of(answer);
            }
            LOG.infof("event %s is generated again, as an image of its answer is no longer in the image store", key);
        } catch (UncheckedIOException e) {
            LOG.warnf(
                    "the answer to event %s in the image store cannot be read and is deleted: %s", key, e.getMessage());
        }
        store.deleteAnswer(key);
        return Optional.empty();
    }

    /** Keeps an answer, and returns the one in the store, which may be another's; if none can be kept, this one. */
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
        if (references(answer.data()).findAny().isEmpty()) {
            return answer;
        }
        var data = answer.data().deepCopy();
        references(data)
                .forEach(image -> image.put(
                        URL, store.address(name(image), delivery.images()).toString()));
        return answer.with(data);
    }

    /** The images of an answer that are in the store. */
    private static Stream<ObjectNode> references(JsonNode data) {
        return StreamSupport.stream(data.path(IMAGES).spliterator(), false)
                .filter(image -> image.path(URL).isTextual())
                .map(ObjectNode.class::cast);
    }

    private static String name(ObjectNode image) {
        return image.path(URL).asText();
    }
}
