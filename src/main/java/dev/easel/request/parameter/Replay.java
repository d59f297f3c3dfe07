package dev.easel.request.parameter;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.easel.pipeline.ImageParameters;
import dev.easel.pipeline.ModelDescription;
import dev.easel.pipeline.Task;
import dev.easel.pipeline.WeightedLora;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The request that draws an image again, together with the files that were sent with it, which are not kept. */
public final class Replay {
    private static final JsonMapper MAPPER = new JsonMapper();

    private Replay() {}

    /** The request for an image of a model. */
    public static ObjectNode of(ModelDescription model, ImageParameters image) {
        var request = MAPPER.createObjectNode();
        Catalogue.ALL.stream()
                .filter(parameter -> parameter.declaration().suits(model))
                .forEach(parameter -> parameter
                        .drawn()
                        .apply(image)
                        .ifPresent(value -> request.set(parameter.name(), MAPPER.valueToTree(value))));
        return request.put(Catalogue.MODEL.name(), model.name());
    }

    static Optional<Double> strength(Task task) {
        return switch (task) {
            case Task.TextToImage _, Task.Edit _ -> Optional.empty();
            case Task.ImageToImage _, Task.Inpaint _ -> Optional.of(task.strength());
        };
    }

    static Optional<Map<String, Float>> weights(List<WeightedLora> loras) {
        var weights = new LinkedHashMap<String, Float>();
        loras.forEach(lora -> weights.put(lora.name(), lora.weight()));
        return weights.isEmpty() ? Optional.empty() : Optional.of(weights);
    }
}
