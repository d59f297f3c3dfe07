package dev.easel.image.file;

import dev.easel.image.Pixels;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Writes an image and its metadata as one file.
 *
 * <p>Every file carries an XMP packet that declares the image to be made by a model, and as much of the metadata as
 * the format has room for: all of it in PNG and WebP; in JPEG the parameters text, then the JSON, are left out of a
 * packet that would pass the 65,502 bytes a segment has for it. PNG also holds both in text chunks named {@code parameters} and
 * {@code easel}.
 *
 * <p>Stateless: one instance serves any number of threads, and equal input gives equal bytes.
 */
public final class ImageEncoder {
    private final Codec png = new PngCodec();
    private final Codec jpeg = new JpegCodec();
    private final Codec webp = new WebpCodec();

    /**
     * Encodes {@code pixels} in {@code format}.
     *
     * @return the whole file; the caller owns the array
     * @throws UncheckedIOException if the codec refuses the image (sides too long for the format) or is not available
     *     on this platform
     */
    public byte[] encode(Pixels pixels, ImageFormat format, ImageMetadata metadata) {
        try {
            return codec(format).encode(pixels, metadata);
        } catch (IOException e) {
            throw new UncheckedIOException(failure(pixels, format), e);
        } catch (RuntimeException | LinkageError e) {
            // Codecs report a refused image in either way, and a missing native library as a LinkageError.
            throw new UncheckedIOException(new IOException(failure(pixels, format), e));
        }
    }

    private Codec codec(ImageFormat format) {
        return switch (format) {
            case PNG -> png;
            case JPEG -> jpeg;
            case WEBP -> webp;
        };
    }

    private static String failure(Pixels pixels, ImageFormat format) {
        return "Cannot write a " + pixels.width() + "x" + pixels.height() + " image as " + format;
    }
}
