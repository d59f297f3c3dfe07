package dev.easel.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** The RIFF container of WebP: rewrites a simple file (one VP8 or VP8L chunk) as an extended one. */
final class WebpContainer {
    private static final int RIFF_HEADER = 12;
    private static final int CHUNK_HEADER = 8;
    private static final int VP8X_LENGTH = 10;
    private static final int XMP_FLAG = 0x04;

    private WebpContainer() {}

    /**
     * Adds an XMP packet to a simple, opaque file whose picture is {@code width} by {@code height} pixels.
     *
     * @throws IOException if {@code simple} is no simple WebP file
     */
    static byte[] withXmp(byte[] simple, int width, int height, byte[] packet) throws IOException {
        requireSimple(simple);
        int image = simple.length - RIFF_HEADER;
        int size = RIFF_HEADER + CHUNK_HEADER + VP8X_LENGTH + image + CHUNK_HEADER + even(packet.length);
        ByteBuffer file = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        file.put(ascii("RIFF")).putInt(size - CHUNK_HEADER).put(ascii("WEBP"));
        putHeader(file, width, height);
        file.put(simple, RIFF_HEADER, image);
        file.put(ascii("XMP ")).putInt(packet.length).put(packet);
        return file.array();
    }

    private static void putHeader(ByteBuffer file, int width, int height) {
        file.put(ascii("VP8X")).putInt(VP8X_LENGTH).putInt(XMP_FLAG);
        putInt24(file, width - 1);
        putInt24(file, height - 1);
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
