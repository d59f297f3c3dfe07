package dev.easel.image.file;

import dev.easel.image.Pixels;
import java.io.IOException;

/** One file format. Implementations are thread-safe. */
interface Codec {
    /** The whole file, metadata included. */
    byte[] encode(Pixels pixels, ImageMetadata metadata) throws IOException;
}
