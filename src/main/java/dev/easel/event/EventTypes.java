package dev.easel.event;

/** The types of the events that Easel knows. */
public final class EventTypes {
    /** An image is asked for. */
    public static final String REQUESTED = "dev.easel.image.requested.v1";

    /** An image was drawn. */
    public static final String GENERATED = "dev.easel.image.generated.v1";

    /** An image will not be drawn, or not now. */
    public static final String REJECTED = "dev.easel.image.rejected.v1";

    private EventTypes() {}

    /** Whether events of a type are Easel's own answers. */
    public static boolean isAnswer(String type) {
        return type.equals(GENERATED) || type.equals(REJECTED);
    }
}
