package dev.easel.lora;

import java.nio.file.Path;

/** A LoRA that cannot be used. The message names the file, what was found in it, and what was expected. */
public final class LoraException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LoraException(Path file, String problem, String expectation) {
        super(file + " " + problem + "; expected " + expectation);
    }

    LoraException(Path file, String problem, String expectation, Throwable cause) {
        super(file + " " + problem + "; expected " + expectation, cause);
    }
}
