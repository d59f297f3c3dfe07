package dev.easel.edge;

/** How a job that callers come back for has ended. */
sealed interface Ending {
    /** What a job takes beside its picture. */
    int OVERHEAD_BYTES = 16_384;

    /** About how much memory it takes to remember it. */
    default long bytes() {
        return OVERHEAD_BYTES;
    }

    /** With a picture. */
    record Succeeded(GeneratedImage image) implements Ending {
        private static final int PIXEL_BYTES = 3;

        /** The file, and the pixels that the engine's job holds. */
        @Override
        public long bytes() {
            var parameters = image.request().parameters();
            long pixels = (long) parameters.width() * parameters.height();
            return OVERHEAD_BYTES + image.file().length + PIXEL_BYTES * pixels;
        }
    }

    /** Without one, by the caller's own wish. */
    record Cancelled(Problem problem) implements Ending {}

    /** Without one. */
    record Failed(Problem problem) implements Ending {}
}
