package dev.easel.generation;

import dev.easel.engine.Timings;
import dev.easel.image.file.ImageFormat;
import dev.easel.pipeline.ImageParameters;
import java.util.Locale;

/** The file of an image. */
public final class GeneratedImage {
    private static final double NANOS_PER_MILLI = 1e6;

    private final String model;
    private final ImageParameters parameters;
    private final ImageFormat format;
    private final byte[] file;
    private final Timings timings;
    private final long encodingNanos;

    /** An encoded image. */
    public GeneratedImage(
            String model,
            ImageParameters parameters,
            ImageFormat format,
            byte[] file,
            Timings timings,
            long encodingNanos) {
        this.model = model;
        this.parameters = parameters;
        this.format = format;
        this.file = file;
        this.timings = timings;
        this.encodingNanos = encodingNanos;
    }

    /** The name of the model. */
    public String model() {
        return model;
    }

    /** What determines the image. */
    public ImageParameters parameters() {
        return parameters;
    }

    /** The format of the file. */
    public ImageFormat format() {
        return format;
    }

    /** The file itself, not a copy. */
    public byte[] file() {
        return file;
    }

    /** The time from pixels to a file. */
    long encodingNanos() {
        return encodingNanos;
    }

    /** The value of the standard header {@code Server-Timing}, in milliseconds. */
    public String serverTiming() {
        return String.format(
                Locale.ROOT,
                "queue;dur=%.2f, encode;dur=%.2f, denoise;dur=%.2f, decode;dur=%.2f, image;dur=%.2f",
                timings.queue() / NANOS_PER_MILLI,
                timings.encode() / NANOS_PER_MILLI,
                timings.denoise() / NANOS_PER_MILLI,
                timings.decode() / NANOS_PER_MILLI,
                encodingNanos / NANOS_PER_MILLI);
    }
}
