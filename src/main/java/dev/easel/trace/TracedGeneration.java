package dev.easel.trace;

import dev.easel.engine.GenerationJob;
import dev.easel.engine.Outcome;
import dev.easel.engine.Turn;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * An accepted image at its end. Times are those of {@link System#nanoTime()}.
 *
 * @param parent what its spans belong to
 * @param requestId the id of the request
 * @param task the name of the task, such as {@code text-to-image}
 * @param job what the engine made of it
 * @param outcome how the job ended
 * @param file the making of its file, if there was one
 * @param end when nothing more was to be done for it
 */
public record TracedGeneration(
        TraceParent parent,
        String requestId,
        String task,
        GenerationJob job,
        Outcome outcome,
        Optional<MadeFile> file,
        long end) {

    /**
     * Pixels became a file.
     *
     * @param format such as {@code png}
     * @param bytes its size
     * @param start when that began
     * @param end when it was done
     */
    public record MadeFile(String format, int bytes, long start, long end) {}

    /** When all its steps were done, if they are. */
    OptionalLong lastStepEnd() {
        return job.progress().isComplete()
                ? turns(Turn.Denoise.class).mapToLong(Turn::end).max()
                : OptionalLong.empty();
    }

    <T extends Turn> Stream<T> turns(Class<T> kind) {
        return job.turns().stream().filter(kind::isInstance).map(kind::cast);
    }
}
