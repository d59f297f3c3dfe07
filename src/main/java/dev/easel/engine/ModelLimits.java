package dev.easel.engine;

import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What each model may take, by the model's name.
 *
 * @param batch what one of its passes may hold
 * @param queue how much is accepted for it
 */
record ModelLimits(Map<String, BatchLimits> batch, Map<String, QueueLimits> queue) {

    static ModelLimits of(Collection<ModelToServe> models) {
        return new ModelLimits(
                models.stream()
                        .collect(Collectors.toUnmodifiableMap(
                                ModelToServe::name, model -> BatchLimits.of(model.batch()))),
                models.stream()
                        .collect(Collectors.toUnmodifiableMap(
                                ModelToServe::name, model -> QueueLimits.of(model.queue()))));
    }

    PassLimits passes() {
        return key -> required(batch, key.model());
    }

    QueueLimits queueOf(String model) {
        return required(queue, model);
    }

    private static <T> T required(Map<String, T> limits, String model) {
        return Objects.requireNonNull(limits.get(model), () -> "no model is called " + model);
    }
}
