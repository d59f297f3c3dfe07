package dev.easel.bench.load;

/** The outcome of a request, as its caller sees it. */
public sealed interface Answer {

    /**
     * An image.
     *
     * @param timing the times in the answer of the service
     * @param bytes the size of the file
     */
    record Image(ServerTiming timing, int bytes) implements Answer {}

    /** A refusal that the API documents, with a problem body: 429, 503 or 504. */
    record Refused(int status) implements Answer {}

    /** Anything else: another status, a refusal without a problem body, a broken connection. */
    record Broken(String reason) implements Answer {}

    /** No answer: the caller cancelled the request. */
    record Cancelled() implements Answer {}
}
