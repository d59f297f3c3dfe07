package dev.easel.pipeline;

import dev.easel.fixtures.Fixtures;
import dev.easel.fixtures.ModelCopy;
import java.util.List;
import java.util.function.Consumer;

/**
 * A damage to a model folder, and the message about it.
 *
 * @param name what is wrong
 * @param model the model that is sound without it
 * @param done does the damage
 * @param file the file that is to be named
 * @param words what else is to be said
 */
record Damage(String name, String model, Consumer<ModelCopy> done, String file, List<String> words) {
    static final String DEV = "tiny-random-flux-dev";
    static final String SCHNELL = "tiny-random-flux-schnell";

    static Damage missing(String what, String named, String expected) {
        return new Damage(what + " is missing", SCHNELL, m -> m.delete(what), named, List.of("is missing", expected));
    }

    static Damage written(String file, String content, String... words) {
        return new Damage(file + " holds " + content, DEV, m -> m.write(file, content), file, List.of(words));
    }

    static Damage replaced(String file, String from, String to, String named, String... words) {
        return new Damage(file + " says " + to, DEV, m -> m.replace(file, from, to), named, List.of(words));
    }

    static Damage swapped(String component, String other, String... words) {
        return new Damage(
                component + " has the graph of " + other,
                DEV,
                m -> m.copy(other + "/model.onnx", component + "/model.onnx"),
                component + "/model.onnx",
                List.of(words));
    }

    static Damage foreign(String component, String... words) {
        return new Damage(
                component + " has the graph of the embedded model",
                DEV,
                m -> m.copy(Fixtures.EMBEDDED.resolve(component).resolve("model.onnx"), component + "/model.onnx"),
                component + "/model.onnx",
                List.of(words));
    }

    static Damage truncated(String file, double kept, String named, String... words) {
        return new Damage(
                file + " is cut off after " + kept, SCHNELL, m -> m.truncate(file, kept), named, List.of(words));
    }

    /** The same damage with another file missing too. */
    Damage without(String other) {
        return new Damage(name + " without " + other, model, done.andThen(copy -> copy.delete(other)), file, words);
    }

    @Override
    public String toString() {
        return name;
    }
}
