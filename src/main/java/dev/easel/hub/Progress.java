package dev.easel.hub;

/** Hears how a pull goes. Safe for any number of threads. */
interface Progress {
    /**
     * The pull begins.
     *
     * @param bytes of all files
     * @param there bytes that need not be fetched
     */
    void begin(long bytes, long there);

    /** Bytes have come, or, as a negative number, must be fetched again. */
    void advance(long bytes);

    /** A line to read. */
    void say(String line);

    /** The pull has ended, well or not. */
    void end();
}
