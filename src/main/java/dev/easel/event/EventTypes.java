package dev.easel.event;

/** The types of the events that Easel knows. */
final class EventTypes {
    /** A request for images. */
    static final String REQUESTED = "dev.easel.image.requested.v1";

    /** An answer with images. */
    static final String GENERATED = "dev.easel.image.generated.v1";

    /** A refusal. */
    static final String REJECTED = "dev.easel.image.rejected.v1";

    private EventTypes() {}

    /** Whether events of a type are Easel's own answers. */
    static boolean isAnswer(String type) {
        return type.equals(GENERATED) || type.equals(REJECTED);
    }
}
