package dev.easel.request;

import dev.easel.image.Background;
import dev.easel.image.Pixels;
import dev.easel.image.file.ImageDecoder;
import dev.easel.image.file.ImageLimits;
import dev.easel.image.file.ImageRefusedException;
import dev.easel.problem.RejectedException;

/** Reads the images that callers send, within the configured limits. Serves any number of threads. */
public final class ImageReader {
    private final int mostBytes;
    private final ImageDecoder decoder;

    /** A reader with these limits. */
    public ImageReader(ImagesConfig config) {
        this.mostBytes = (int) Math.min(config.maxBytes().asLongValue(), Integer.MAX_VALUE);
        this.decoder = new ImageDecoder(new ImageLimits(config.maxSide(), config.maxPixels()));
    }

    /**
     * Reads an image. Takes time, and 16 bytes of memory a pixel.
     *
     * @throws RejectedException naming the field, if it is not an image within the limits
     */
    Pixels read(String field, SentImage sent, Background background) {
        return switch (sent.read(mostBytes)) {
            case InlineImage.File file -> decode(field, file, background);
            case InlineImage.Refused(var message) -> throw RejectedException.invalid(field, message);
        };
    }

    private Pixels decode(String field, InlineImage.File file, Background background) {
        try {
            return decoder.decode(file.bytes(), file.mediaType(), background);
        } catch (ImageRefusedException e) {
            throw RejectedException.invalid(field, String.valueOf(e.getMessage()));
        }
    }
}
