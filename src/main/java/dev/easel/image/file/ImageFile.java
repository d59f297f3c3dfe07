package dev.easel.image.file;

import dev.easel.image.Orientation;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/**
 * A caller's file, taken apart but not decoded: it is whole, its size is known, and what a decoder needs of it is apart
 * from what it does not. Colour profiles, texts, thumbnails and whatever else can be hidden in a file never reach a
 * decoder.
 */
sealed interface ImageFile permits PngFile, JpegFile, WebpFile {

    /**
     * Takes a file apart, in one pass and at most one copy.
     *
     * @throws ImageRefusedException if it is truncated, damaged, animated or of a kind that is not taken
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
    int width();

    /** Stored rows, at least 1. */
    int height();

    /** How the stored image is to be turned. */
    Orientation orientation();

    /** A file of the same image with nothing in it but what makes its pixels. */
    byte[] essential();

    /** The next {@code length} bytes, unsigned; the buffer moves on. */
    static ByteBuffer take(ByteBuffer in, int length) {
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        ByteBuffer taken = in.slice(in.position(), length).order(in.order());
        in.position(in.position() + length);
        return taken;
    }

    /** What is left of a buffer, which does not move. */
    static byte[] bytes(ByteBuffer in) {
        byte[] bytes = new byte[in.remaining()];
        in.get(in.position(), bytes);
        return bytes;
    }
}
