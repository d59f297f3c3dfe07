package dev.easel.bench.load;

/** What a caller heard. */
public sealed interface Answer {

    /**
     * A picture.
     *
     * @param timing where the service says its time went
     * @param bytes the size of the file
     */
    record Picture(ServerTiming timing, int bytes) implements Answer {}

    /** A refusal that is part of the contract, told as a problem: 429, 503 or 504. */
    record Refused(int status) implements Answer {}

    /** Anything else: another status, a refusal without its problem, a broken connection. */
    record Broken(String reason) implements Answer {}

    /** Nothing, as the caller left. */
    record Left() implements Answer {}
}
