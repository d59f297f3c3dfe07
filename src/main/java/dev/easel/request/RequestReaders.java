package dev.easel.request;

import com.fasterxml.jackson.databind.JsonNode;
import dev.easel.problem.RejectedException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The readers of requests for all models.
 *
 * @param all one for each model, the default first
 */
public record RequestReaders(List<RequestReader> all) {

    /**
     * Readers that nothing can change afterwards.
     *
     * @throws IllegalArgumentException if there is none
     */
    public RequestReaders {
        all = List.copyOf(all);
        if (all.isEmpty()) {
            throw new IllegalArgumentException("there is no model to read requests for");
        }
    }

    /** The reader for the model that callers get who name none. */
    public RequestReader ofDefault() {
        return all.getFirst();
    }

    /**
     * Reads the fields of a request, but not its images, for the model that it names. A name that no model has is
     * refused by the default's reader.
     *
     * @param required fields that have to be there beside the prompt
     * @throws RejectedException with a violation for each field that is missing, unknown, of the wrong type or out of
     *     range
     */
    public ReadRequest read(RequestFields sent, Set<String> required) {
        return sent.value("model", JsonNode::isTextual)
                .filter(JsonNode::isTextual)
                .flatMap(name -> named(name.asText()))
                .orElseGet(this::ofDefault)
                .read(sent, required);
    }

    /** The reader for a model, if it is served. */
    public Optional<RequestReader> named(String name) {
        return all.stream().filter(reader -> reader.model().name().equals(name)).findFirst();
    }
}
