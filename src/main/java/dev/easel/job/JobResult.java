package dev.easel.job;

import dev.easel.generation.GeneratedImage;
import dev.easel.image.Pixels;
import dev.easel.pipeline.Task;
import dev.easel.problem.Problem;

/** How a job that callers come back for has ended. */
sealed interface JobResult {
    /** What a job takes beside its image. */
    int OVERHEAD_BYTES = 16_384;

    /** About how much memory it takes to remember it. */
    default long bytes() {
        return OVERHEAD_BYTES;
    }

    /** With an image. */
    record Succeeded(GeneratedImage image) implements JobResult {
        private static final int PIXEL_BYTES = 3;

        /** The file, and the pixels that the engine's job holds, those that the caller sent included. */
        @Override
        public long bytes() {
            var parameters = image.request().parameters();
            long drawn = (long) parameters.width() * parameters.height();
            return OVERHEAD_BYTES + image.file().length + PIXEL_BYTES * (drawn + sent(parameters.task()));
        }

        private static long sent(Task task) {
            return switch (task) {
                case Task.TextToImage _ -> 0;
                case Task.ImageToImage(var source, double _) -> pixels(source);
                // a mask has a bit a pixel
                case Task.Inpaint inpaint -> pixels(inpaint.image()) + pixels(inpaint.image()) / 24;
                case Task.Edit(var source) -> pixels(source);
            };
        }

        private static long pixels(Pixels image) {
            return (long) image.width() * image.height();
        }
    }

    /** Without one, by the caller's own wish. */
    record Cancelled(Problem problem) implements JobResult {}

    /** Without one. */
    record Failed(Problem problem) implements JobResult {}
}
