package dev.easel.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.easel.function.ImageFunctions;
import dev.easel.generation.JsonBody;
import dev.easel.problem.RejectedException;
import java.util.Locale;
import java.util.Set;

/**
 * What an event asks for: the fields of a request, and which of them its task needs.
 *
 * @param fields of the request
 * @param required fields beside the prompt
 */
public record EventData(ObjectNode fields, Set<String> required) {
    private static final String DATA = "data";
    private static final String TASK = "task";
    private static final String IMAGE = "image";

    /**
     * Reads the data of an event.
     *
     * @param required what the place needs that the event was delivered to
     * @throws RejectedException if it is no JSON object, or its task does not go with the rest
     */
    static EventData of(RequestEvent event, Set<String> required) {
        event.dataContentType().filter(type -> !isJson(type)).ifPresent(_ -> {
            throw RejectedException.invalid("datacontenttype", "must be application/json");
        });
        var fields = event.data(json -> JsonBody.object(DATA, json), bytes -> JsonBody.parse(DATA, bytes))
                .orElseThrow(() -> RejectedException.invalid(DATA, "is empty; it must be a JSON object with a prompt"));
        var task = fields.remove(TASK);
        return new EventData(fields, task == null || task.isNull() ? required : required(task, fields, required));
    }

    private static boolean isJson(String type) {
        String name = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return name.equals("application/json") || name.endsWith("+json");
    }

    private static Set<String> required(JsonNode task, ObjectNode fields, Set<String> required) {
        var ofTask = ImageFunctions.required("/" + task.asText())
                .filter(_ -> task.isTextual())
                .orElseThrow(() -> RejectedException.invalid(TASK, "must be text-to-image or image-to-image"));
        if (!ofTask.containsAll(required)) {
            throw RejectedException.invalid(TASK, "must be image-to-image here");
        }
        if (!ofTask.contains(IMAGE) && fields.hasNonNull(IMAGE)) {
            throw RejectedException.invalid(TASK, "must be image-to-image with an image, or left out");
        }
        return ofTask;
    }
}
