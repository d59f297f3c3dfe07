package dev.easel.image.file;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** Builds a PNG file: its signature, then chunks of length, type, data and checksum. */
final class PngChunks {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    private final ByteArrayOutputStream file = new ByteArrayOutputStream();

    PngChunks() {
        file.writeBytes(SIGNATURE);
    }

    void add(String type, byte[] data) {
        byte[] name = type.getBytes(US_ASCII);
        var checksum = new CRC32();
        checksum.update(name);
        checksum.update(data);
        file.writeBytes(integer(data.length));
        file.writeBytes(name);
        file.writeBytes(data);
        file.writeBytes(integer((int) checksum.getValue()));
    }

    private static byte[] integer(int value) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
    }

    byte[] toByteArray() {
        return file.toByteArray();
    }
}
