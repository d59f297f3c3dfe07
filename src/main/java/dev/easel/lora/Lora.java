package dev.easel.lora;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A LoRA: a safetensors file with two factors for each of some modules, in the key style of PEFT and diffusers, kohya,
 * or Black Forest Labs. Its header is read and checked once; its tensors are read when a session is opened with it.
 *
 * <p>Immutable.
 */
public final class Lora {
    private final Safetensors file;
    private final FileTime modified;
    private final Map<Part, List<LowRank>> modules;

    private Lora(Safetensors file, FileTime modified, Map<Part, List<LowRank>> modules) {
        this.file = file;
        this.modified = modified;
        this.modules = modules;
    }

    /**
     * Reads a file's header.
     *
     * @throws LoraException if it cannot be read, is damaged, or is not a LoRA
     */
    public static Lora read(Path path) {
        if (!Files.isRegularFile(path)) {
            throw new LoraException(path, "is missing", "a LoRA in a safetensors file");
        }
        try {
            var modified = Files.getLastModifiedTime(path);
            var file = Safetensors.read(path);
            return new Lora(file, modified, LoraReader.read(file));
        } catch (IOException e) {
            throw new LoraException(path, "cannot be read (" + e.getMessage() + ")", "a readable file", e);
        }
    }

    /** The file. */
    public Path path() {
        return file.path();
    }

    /** The parts of a model that the LoRA changes. */
    public Set<Part> parts() {
        return Set.copyOf(modules.keySet());
    }

    /** The updates of a part's modules. */
    List<LowRank> modules(Part part) {
        return modules.getOrDefault(part, List.of());
    }

    /**
     * Opens the file to read its tensors.
     *
     * @throws LoraException if it was changed since its header was read
     */
    FileChannel open() throws IOException {
        if (!Files.getLastModifiedTime(path()).equals(modified)) {
            throw new LoraException(path(), "was changed while in use", "a restart after a change");
        }
        return FileChannel.open(path());
    }

    /** The elements of one of its tensors, all of them finite. */
    float[] floats(FileChannel channel, LowRank module, Safetensors.Entry tensor) throws IOException {
        float[] values = file.floats(channel, tensor);
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new LoraException(path(), "has " + value + " for " + module.module(), "finite numbers");
            }
        }
        return values;
    }
}
