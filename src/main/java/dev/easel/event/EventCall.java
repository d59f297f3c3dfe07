package dev.easel.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.easel.call.Call;
import dev.easel.call.ClientDisconnect;
import dev.easel.call.JsonBody;
import dev.easel.call.RequestBody;
import dev.easel.call.RequestOptions;
import dev.easel.call.RequestedTask;
import dev.easel.image.file.ImageFormat;
import dev.easel.problem.RejectedException;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;

/** Reads calls from events. */
final class EventCall {
    private static final String DATA = "data";
    private static final String TASK = "task";
    private static final String IMAGE = "image";

    private EventCall() {}

    /**
     * The call of an event. It outlives its delivery.
     *
     * @param required fields that the path of the delivery requires
     * @throws RejectedException if the data is not a JSON object, or if its task contradicts its other fields or the path
     */
    static Call of(RequestEvent event, Set<String> required, Delivery delivery) {
        // the names of attributes consist of lower-case letters and digits
        var options = RequestOptions.of(event::extension, "priority", "deadlinems", delivery.caller());
        var fields = fields(event);
        var task = fields.remove(TASK);
        return new Call(
                delivery.trace(),
                options,
                RequestBody.ofFields(fields),
                task == null || task.isNull() ? required : required(task, fields, required),
                new Call.Answer.Json(ImageFormat.PNG),
                OptionalInt.empty(),
                ClientDisconnect.ignored());
    }

    private static ObjectNode fields(RequestEvent event) {
        event.dataContentType().filter(type -> !isJson(type)).ifPresent(_ -> {
            throw RejectedException.invalid("datacontenttype", "must be application/json");
        });
        return event.data(json -> JsonBody.object(DATA, json), bytes -> JsonBody.parse(DATA, bytes))
                .orElseThrow(() -> RejectedException.invalid(DATA, "is empty; it must be a JSON object with a prompt"));
    }

    private static boolean isJson(String type) {
        String name = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return name.equals("application/json") || name.endsWith("+json");
    }

    private static Set<String> required(JsonNode task, ObjectNode fields, Set<String> ofPath) {
        var ofTask = RequestedTask.named(task.asText())
                .filter(_ -> task.isTextual())
                .orElseThrow(() -> RejectedException.invalid(TASK, "must be text-to-image or image-to-image"))
                .required();
        if (!ofTask.containsAll(ofPath)) {
            throw RejectedException.invalid(TASK, "must be image-to-image here");
        }
        if (!ofTask.contains(IMAGE) && fields.hasNonNull(IMAGE)) {
            throw RejectedException.invalid(TASK, "must be image-to-image with an image, or left out");
        }
        return ofTask;
    }
}
