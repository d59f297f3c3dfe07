package dev.easel.trace;

import dev.easel.engine.GenerationJob;
import dev.easel.engine.Outcome;
import dev.easel.engine.Turn;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * An accepted image that has ended. Times are those of {@link System#nanoTime()}.
 *
 * @param trace the request's id and the parent of its spans
 * @param task the name of the task, such as {@code text-to-image}
 * @param job the engine's job
 * @param outcome how the job ended
 * @param file the encoding of its file, if there is one
 * @param end when it ended
 */
public record TracedGeneration(
        RequestTrace trace, String task, GenerationJob job, Outcome outcome, Optional<MadeFile> file, long end) {

    /**
     * The encoding of a file.
     *
     * @param format such as {@code png}
     * @param bytes its size
     * @param start when it began
     * @param end when it ended
     */
    public record MadeFile(String format, int bytes, long start, long end) {}

    /** When its last pass ended, if all are done. */
    OptionalLong denoised() {
        return job.progress().isComplete()
                ? turns(Turn.Denoise.class).mapToLong(Turn::end).max()
                : OptionalLong.empty();
    }

    <T extends Turn> Stream<T> turns(Class<T> kind) {
        return job.turns().stream().filter(kind::isInstance).map(kind::cast);
    }
}
