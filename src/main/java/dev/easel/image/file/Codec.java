package dev.easel.image.file;

import dev.easel.image.Pixels;
import java.io.IOException;

/** Writes one file format. Implementations are thread-safe. */
interface Codec {
    /** The whole file, with the metadata. */
    byte[] encode(Pixels pixels, ImageMetadata metadata) throws IOException;
}
