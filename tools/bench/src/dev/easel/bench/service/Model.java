package dev.easel.bench.service;

import dev.easel.bench.load.Order;
import dev.easel.fixtures.Fixtures;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The measured models. */
public enum Model {
    /** The embedded model at its native size; one row keeps two cores busy. */
    EMBEDDED(128),

    /** A model with random weights, so small that the time outside of the operators dominates. */
    TINY(64);

    private final int size;

    Model(int size) {
        this.size = size;
    }

    /** The folder of the model. */
    public Path folder() {
        return switch (this) {
            case EMBEDDED -> Fixtures.EMBEDDED;
            case TINY -> Fixtures.model("tiny-random-flux-schnell");
        };
    }

    /** Width and height of the requested images. */
    public int size() {
        return size;
    }

    /** The environment of a service with this model. */
    public Map<String, String> environment() {
        return switch (this) {
            case EMBEDDED -> Map.of();
            case TINY -> Map.of("EASEL_MODEL_ID", folder().toString(), "EASEL_MODEL_MAX_SEQUENCE_LENGTH", "16");
        };
    }

    /** The number of images until the JVM has compiled the hot code; more if Java has a larger share of the work. */
    int warmUp() {
        return switch (this) {
            case EMBEDDED -> 80;
            case TINY -> 800;
        };
    }

    /** The name in tables. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Orders for different images with the same number of steps. */
    public Stream<Order> orders(int count, int steps) {
        return orders(count, List.of(steps));
    }

    /** Orders for different images; their step counts take turns. */
    public Stream<Order> orders(int count, List<Integer> steps) {
        return IntStream.range(0, count).mapToObj(i -> Order.of(size, steps.get(i % steps.size())));
    }
}
