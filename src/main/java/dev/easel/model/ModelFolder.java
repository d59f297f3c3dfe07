package dev.easel.model;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A model in the layout that Hugging Face Optimum exports: {@code model_index.json} and a folder per component.
 *
 * @param name the model's public name
 * @param root the folder
 * @param dtype which of a component's graphs to open
 */
public record ModelFolder(String name, Path root, Dtype dtype) {

    /**
     * A folder to serve.
     *
     * @throws ModelException if there is no such folder
     */
    public ModelFolder {
        if (!Files.isDirectory(root)) {
            throw new ModelException(
                    root,
                    "is not a folder",
                    "a model folder with model_index.json (set easel.model.id, or the id of a model of easel.models)");
        }
    }

    /** A folder to serve by its own name. */
    public ModelFolder(Path root, Dtype dtype) {
        this(nameOf(root), root, dtype);
    }

    /** The name of a folder. */
    public static String nameOf(Path root) {
        return String.valueOf(root.toAbsolutePath().normalize().getFileName());
    }

    /** {@code model_index.json}, which names the pipeline's class. */
    public JsonFile index() {
        return JsonFile.read(root.resolve("model_index.json"));
    }

    /** A component's {@code config.json}. */
    public JsonFile config(String component) {
        return JsonFile.read(file(component, "config.json"));
    }

    /** A file of a component, which need not exist. */
    public Path file(String component, String name) {
        return root.resolve(component).resolve(name);
    }

    /** The same model in graphs of another type. */
    public ModelFolder of(Dtype other) {
        return new ModelFolder(name, root, other);
    }

    /**
     * A component's ONNX graph: {@code model.onnx}, or the one that is named after the type, such as {@code
     * model_fp16.onnx}, where there is one.
     */
    public Path graph(String component) {
        return dtype.suffix()
                .map(suffix -> file(component, "model_" + suffix + ".onnx"))
                .filter(Files::exists)
                .orElseGet(() -> file(component, "model.onnx"));
    }
}
