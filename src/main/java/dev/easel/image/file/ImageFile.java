package dev.easel.image.file;

import dev.easel.image.Orientation;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/**
 * A caller's file, taken apart but not decoded: it is complete, its size is known, and the parts that a decoder needs are
 * separate from the rest. Colour profiles, texts, thumbnails and other content never reach a decoder.
 */
abstract sealed class ImageFile permits PngFile, JpegFile, WebpFile {
    int width;
    int height;
    Orientation orientation = Orientation.UPRIGHT;

    /**
     * Takes a file apart, in one pass and at most one copy.
     *
     * @throws ImageRefusedException if it is truncated, damaged, animated or of an unsupported kind
     */
    static ImageFile open(byte[] file, ImageFormat format) {
        try {
            ByteBuffer in = ByteBuffer.wrap(file);
            return switch (format) {
                case PNG -> new PngFile(in);
                case JPEG -> new JpegFile(in);
                case WEBP -> new WebpFile(in);
            };
        } catch (BufferUnderflowException e) {
            throw ImageRefusedException.truncated(format);
        }
    }

    /** Pixels per stored row, at least 1. */
    final int width() {
        return width;
    }

    /** Stored rows, at least 1. */
    final int height() {
        return height;
    }

    /** How to turn the stored image upright. */
    final Orientation orientation() {
        return orientation;
    }

    /** A file of the same image that holds only what its pixels need. */
    abstract byte[] essential();

    /** The next {@code length} bytes; the buffer's position moves behind them. */
    static ByteBuffer take(ByteBuffer in, int length) {
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        ByteBuffer taken = in.slice(in.position(), length).order(in.order());
        in.position(in.position() + length);
        return taken;
    }

    /** The remaining bytes of a buffer, whose position does not move. */
    static byte[] bytes(ByteBuffer in) {
        byte[] bytes = new byte[in.remaining()];
        in.get(in.position(), bytes);
        return bytes;
    }
}
