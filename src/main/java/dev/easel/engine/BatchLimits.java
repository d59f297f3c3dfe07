package dev.easel.engine;

/**
 * How much one pass may hold; a job that is larger by itself runs alone.
 *
 * @param rows the rows of all jobs
 * @param pixels the pixels of all rows
 */
record BatchLimits(int rows, long pixels) {
    /** Nothing beside the first job. */
    static final BatchLimits ONE = new BatchLimits(1, 1);

    static BatchLimits of(EngineConfig.Batch config) {
        return new BatchLimits(config.rows(), config.pixels());
    }

    boolean hold(int moreRows, long morePixels) {
        return moreRows <= rows && morePixels <= pixels;
    }
}
