package dev.easel.event;

/** The types of the events that Easel knows. */
public final class EventTypes {
    /** A picture is asked for. */
    public static final String REQUESTED = "dev.easel.image.requested.v1";

    /** A picture was drawn. */
    public static final String GENERATED = "dev.easel.image.generated.v1";

    /** A picture will not be drawn, or not now. */
    public static final String REJECTED = "dev.easel.image.rejected.v1";

    private EventTypes() {}

    /** Whether events of a type are Easel's own answers. */
    public static boolean isAnswer(String type) {
        return type.equals(GENERATED) || type.equals(REJECTED);
    }
}
