package dev.easel.bench.load;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The request of a caller.
 *
 * @param body the JSON of the request
 * @param priority the value of {@code X-Priority}
 */
public record Order(String body, Optional<String> priority) {
    private static final AtomicInteger NEXT = new AtomicInteger();
    private static final List<String> THINGS =
            List.of("cat", "rocket", "castle", "penguin", "snowman", "house", "tree");

    /**
     * An image with a new prompt, so that no cache can answer.
     *
     * @param size width and height in pixels
     * @param steps denoise steps
     */
    public static Order of(int size, int steps) {
        int number = NEXT.getAndIncrement();
        var left = THINGS.get(number % THINGS.size());
        var right = THINGS.get(number / THINGS.size() % THINGS.size());
        return new Order(
                String.format(
                        Locale.ROOT,
                        "{\"prompt\": \"%d: a %s on the left and a %s on the right\", \"seed\": %d,"
                                + " \"width\": %d, \"height\": %d, \"steps\": %d}",
                        number,
                        left,
                        right,
                        number,
                        size,
                        size,
                        steps),
                Optional.empty());
    }

    /** A copy with a priority. */
    public Order withPriority(String name) {
        return new Order(body, Optional.of(name));
    }
}
