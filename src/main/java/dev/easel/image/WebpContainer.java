package dev.easel.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** The RIFF container of WebP: simple files (one VP8 or VP8L chunk) and extended ones. */
final class WebpContainer {
    private static final int RIFF_HEADER = 12;
    private static final int CHUNK_HEADER = 8;
    private static final int VP8X_LENGTH = 10;
    private static final int XMP_FLAG = 0x04;
    private static final int ALPHA_FLAG = 0x10;

    private WebpContainer() {}

    /**
     * Adds an XMP packet to a simple, opaque file whose picture is {@code width} by {@code height} pixels.
     *
     * @throws IOException if {@code simple} is no simple WebP file
     */
    static byte[] withXmp(byte[] simple, int width, int height, byte[] packet) throws IOException {
        requireSimple(simple);
        int image = simple.length - RIFF_HEADER;
        ByteBuffer file = start(CHUNK_HEADER + VP8X_LENGTH + image + size(packet.length));
        putHeader(file, XMP_FLAG, width, height);
        file.put(simple, RIFF_HEADER, image);
        putChunk(file, "XMP ", ByteBuffer.wrap(packet));
        return file.array();
    }

    /** A simple file: one chunk, {@code VP8 } or {@code VP8L}. */
    static byte[] of(String type, ByteBuffer image) {
        ByteBuffer file = start(size(image.remaining()));
        putChunk(file, type, image);
        return file.array();
    }

    /** A lossy picture of {@code width} by {@code height} pixels with its transparency. */
    static byte[] withAlpha(int width, int height, ByteBuffer alpha, ByteBuffer image) {
        ByteBuffer file = start(CHUNK_HEADER + VP8X_LENGTH + size(alpha.remaining()) + size(image.remaining()));
        putHeader(file, ALPHA_FLAG, width, height);
        putChunk(file, "ALPH", alpha);
        putChunk(file, "VP8 ", image);
        return file.array();
    }

    private static ByteBuffer start(int chunks) {
        ByteBuffer file = ByteBuffer.allocate(RIFF_HEADER + chunks).order(ByteOrder.LITTLE_ENDIAN);
        return file.put(ascii("RIFF"))
                .putInt(file.capacity() - CHUNK_HEADER)
                .put(ascii("WEBP"));
    }

    private static void putHeader(ByteBuffer file, int flags, int width, int height) {
        file.put(ascii("VP8X")).putInt(VP8X_LENGTH).putInt(flags);
        putInt24(file, width - 1);
        putInt24(file, height - 1);
    }

    private static void putChunk(ByteBuffer file, String type, ByteBuffer data) {
        int end = file.position() + size(data.remaining());
        file.put(ascii(type)).putInt(data.remaining()).put(data.duplicate()).position(end);
    }

    private static int size(int length) {
        return CHUNK_HEADER + even(length);
    }

    private static void putInt24(ByteBuffer file, int value) {
        file.putShort((short) value).put((byte) (value >> Short.SIZE));
    }

    private static void requireSimple(byte[] file) throws IOException {
        boolean simple = file.length >= RIFF_HEADER + CHUNK_HEADER
                && file.length % 2 == 0
                && name(file, 0).equals("RIFF")
                && name(file, 8).equals("WEBP")
                && (name(file, RIFF_HEADER).equals("VP8 ")
                        || name(file, RIFF_HEADER).equals("VP8L"));
        if (!simple) {
            throw new IOException("The WebP encoder did not write a simple WebP file");
        }
    }

    private static String name(byte[] file, int offset) {
        return new String(file, offset, 4, US_ASCII);
    }

    /** Chunks start at even offsets; the byte after an odd one is zero and not counted in its length. */
    private static int even(int length) {
        return length + (length & 1);
    }

    private static byte[] ascii(String name) {
        return name.getBytes(US_ASCII);
    }
}
