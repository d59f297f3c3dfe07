package dev.easel.generation;

import dev.easel.engine.Timings;
import dev.easel.image.file.ImageFormat;
import dev.easel.request.GenerationRequest;
import java.util.Locale;

/** An image on its way to a caller. */
public final class GeneratedImage {
    private static final double NANOS_PER_MILLI = 1e6;

    private final GenerationRequest request;
    private final ImageFormat format;
    private final byte[] file;
    private final Timings timings;
    private final long imageNanos;

    public GeneratedImage(
            GenerationRequest request, ImageFormat format, byte[] file, Timings timings, long imageNanos) {
        this.request = request;
        this.format = format;
        this.file = file;
        this.timings = timings;
        this.imageNanos = imageNanos;
    }

    public GenerationRequest request() {
        return request;
    }

    public String model() {
        return request.model().name();
    }

    public ImageFormat format() {
        return format;
    }

    /** The encoded image; not a copy. */
    public byte[] file() {
        return file;
    }

    /** How long it took to encode. */
    long nanoseconds() {
        return imageNanos;
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
                imageNanos / NANOS_PER_MILLI);
    }
}
