package dev.easel.bench.service;

import dev.easel.bench.load.Order;
import dev.easel.fixtures.Fixtures;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The models that are measured. */
public enum Model {
    /** The embedded one, at its own size; one row keeps two cores busy. */
    EMBEDDED(128),

    /** A random one, so small that what surrounds the operators counts. */
    TINY(64);

    private final int size;

    Model(int size) {
        this.size = size;
    }

    /** Where it is. */
    public Path folder() {
        return switch (this) {
            case EMBEDDED -> Fixtures.EMBEDDED;
            case TINY -> Fixtures.model("tiny-random-flux-schnell");
        };
    }

    /** Width and height of the pictures asked of it. */
    public int size() {
        return size;
    }

    /** What a service is told to serve it. */
    public Map<String, String> environment() {
        return switch (this) {
            case EMBEDDED -> Map.of();
            case TINY -> Map.of("EASEL_MODEL_ID", folder().toString(), "EASEL_MODEL_MAX_SEQUENCE_LENGTH", "16");
        };
    }

    /** How many pictures it takes until the JVM has compiled what counts: more where it has more of the work. */
    int warmUp() {
        return switch (this) {
            case EMBEDDED -> 80;
            case TINY -> 800;
        };
    }

    /** How it is called in tables. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Different pictures of the same number of steps. */
    public Stream<Order> orders(int count, int steps) {
        return orders(count, List.of(steps));
    }

    /** Different pictures; their step counts take turns. */
    public Stream<Order> orders(int count, List<Integer> steps) {
        return IntStream.range(0, count).mapToObj(i -> Order.of(size, steps.get(i % steps.size())));
    }
}
