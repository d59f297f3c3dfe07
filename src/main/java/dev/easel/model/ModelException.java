package dev.easel.model;

import java.nio.file.Path;

/**
 * A model folder that cannot be served. The message names the file, the problem and the expectation.
 */
public final class ModelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A problem with a file that no other exception explains. */
    public ModelException(Path file, String problem, String expectation) {
        super(message(file, problem, expectation));
    }

    /** A problem with a file, found by a library. */
    public ModelException(Path file, String problem, String expectation, Throwable cause) {
        super(message(file, problem, expectation), cause);
    }

    private static String message(Path file, String problem, String expectation) {
        return file + " " + problem + "; expected " + expectation;
    }
}
