package dev.easel.edge;

/** How a job that callers come back for has ended. */
sealed interface Ending {

    /** With a picture. */
    record Succeeded(GeneratedImage image) implements Ending {}

    /** Without one, by the caller's own wish. */
    record Cancelled(Problem problem) implements Ending {}

    /** Without one. */
    record Failed(Problem problem) implements Ending {}
}
