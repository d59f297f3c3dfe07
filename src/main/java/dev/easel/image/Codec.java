package dev.easel.image;

import java.io.IOException;

/** One file format. Implementations are thread-safe. */
interface Codec {
    /** The whole file, metadata included. */
    byte[] encode(Pixels pixels, ImageMetadata metadata) throws IOException;
}
