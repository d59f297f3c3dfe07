package dev.easel.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

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

    /** The reader for the model that a request names; the default, which refuses any other name, if there is none such. */
    public RequestReader choose(ObjectNode body) {
        return Optional.ofNullable(body.get("model"))
                .filter(JsonNode::isTextual)
                .flatMap(name -> named(name.asText()))
                .orElseGet(this::ofDefault);
    }

    private Optional<RequestReader> named(String model) {
        return all.stream().filter(reader -> reader.model().equals(model)).findFirst();
    }
}
