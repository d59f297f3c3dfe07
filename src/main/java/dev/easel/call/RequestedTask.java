package dev.easel.call;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A task that a caller names, by the path of a function or in an event. */
public enum RequestedTask {
    /** An image from a prompt. */
    TEXT_TO_IMAGE,
    /** An image from a prompt and another image. */
    IMAGE_TO_IMAGE;

    /** The task of a name, such as {@code text-to-image}. */
    public static Optional<RequestedTask> named(String name) {
        return Arrays.stream(values())
                .filter(task ->
                        task.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(name))
                .findFirst();
    }

    /** The task of the function at a path. */
    public static Optional<RequestedTask> ofPath(String path) {
        return named(path.substring(1));
    }

    /** The fields that a request must have beside the prompt. */
    public Set<String> required() {
        return this == IMAGE_TO_IMAGE ? Set.of("image") : Set.of();
    }
}
