package dev.easel.image.file;

/**
 * An image that is refused. The message continues the field's name ("is damaged: ...") and is for the caller: it says
 * what to send instead, and nothing internal.
 */
public final class ImageRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** A refusal; {@code message} goes to the caller. */
    ImageRefusedException(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    /** Why, for programs. */
    public Reason reason() {
        return reason;
    }

    static ImageRefusedException damaged(ImageFormat format, String what) {
        return new ImageRefusedException(Reason.DAMAGED, "is damaged: this " + format + " file " + what);
    }

    static ImageRefusedException truncated(ImageFormat format) {
        return new ImageRefusedException(
                Reason.TRUNCATED, "is truncated: this " + format + " file ends too early; send the whole file");
    }

    static ImageRefusedException animated(ImageFormat format) {
        return new ImageRefusedException(
                Reason.ANIMATED, "is an animated " + format + " file; send one of its frames as a still image");
    }

    static ImageRefusedException unsupported(String what) {
        return new ImageRefusedException(Reason.UNSUPPORTED, what);
    }

    /** The kinds of refusal. */
    public enum Reason {
        /** No PNG, JPEG or WebP. */
        UNKNOWN_FORMAT,
        /** Another format than the declared one. */
        MISLABELLED,
        /** More pixels than allowed, or than fit in memory. */
        TOO_LARGE,
        /** The end is missing. */
        TRUNCATED,
        /** The file contradicts itself or its format. */
        DAMAGED,
        /** More than one frame. */
        ANIMATED,
        /** A valid file of an unsupported kind. */
        UNSUPPORTED
    }
}
