package dev.easel.image.file;

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
     * Adds an XMP packet to a simple, opaque file whose image is {@code width} by {@code height} pixels.
     *
     * @throws IOException if {@code simple} is not a simple WebP file
     */
    static byte[] withXmp(byte[] simple, int width, int height, byte[] packet) throws IOException {
        requireSimple(simple);
        int image = simple.length - RIFF_HEADER;
        byte[] bytes = new byte[RIFF_HEADER + CHUNK_HEADER + VP8X_LENGTH + image + size(packet.length)];
        ByteBuffer file = start(bytes);
        putHeader(file, XMP_FLAG, width, height);
        file.put(simple, RIFF_HEADER, image);
        putChunk(file, "XMP ", ByteBuffer.wrap(packet));
        return bytes;
    }

    /** A simple file: one chunk, {@code VP8 } or {@code VP8L}. */
    static byte[] of(String type, ByteBuffer image) {
        byte[] bytes = new byte[RIFF_HEADER + size(image.remaining())];
        ByteBuffer file = start(bytes);
        putChunk(file, type, image);
        return bytes;
    }

    /** A lossy image of {@code width} by {@code height} pixels with its transparency. */
    static byte[] withAlpha(int width, int height, ByteBuffer alpha, ByteBuffer image) {
        byte[] bytes =
                new byte[RIFF_HEADER + CHUNK_HEADER + VP8X_LENGTH + size(alpha.remaining()) + size(image.remaining())];
        ByteBuffer file = start(bytes);
        putHeader(file, ALPHA_FLAG, width, height);
        putChunk(file, "ALPH", alpha);
        putChunk(file, "VP8 ", image);
        return bytes;
    }

    private static ByteBuffer start(byte[] bytes) {
        return ByteBuffer.wrap(bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(ascii("RIFF"))
                .putInt(bytes.length - CHUNK_HEADER)
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
