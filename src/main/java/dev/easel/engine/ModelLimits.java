package dev.easel.engine;

import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The limits of each model, by its name.
 *
 * @param batch what one pass may hold
 * @param queue how much is accepted
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

    BatchLimits batchOf(String model) {
        return required(batch, model);
    }

    QueueLimits queueOf(String model) {
        return required(queue, model);
    }

    private static <T> T required(Map<String, T> limits, String model) {
        return Objects.requireNonNull(limits.get(model), () -> "no model is called " + model);
    }
}
