package dev.easel.image.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

/** A piece of an image file, read by each format's specification. */
final class Chunk {
    private static final String PNG_SIGNATURE = "\u0089PNG\r\n\u001a\n";

    private final String name;
    private final byte[] data;

    Chunk(String name, byte[] data) {
        this.name = name;
        this.data = data;
    }

    String name() {
        return name;
    }

    byte[] data() {
        return data;
    }

    static List<Chunk> ofPng(byte[] file) {
        ByteBuffer in = ByteBuffer.wrap(file);
        assertThat(text(in, 8)).isEqualTo(PNG_SIGNATURE);
        List<Chunk> chunks = new ArrayList<>();
        while (in.hasRemaining()) {
            int length = in.getInt();
            var crc = new CRC32();
            crc.update(file, in.position(), length + 4);
            chunks.add(new Chunk(text(in, 4), bytes(in, length)));
            assertThat(in.getInt()).as("CRC of %s", chunks.getLast().name).isEqualTo((int) crc.getValue());
        }
        return chunks;
    }

    /** The segments before the scan, named by the hexadecimal marker. */
    static List<Chunk> ofJpeg(byte[] file) {
        ByteBuffer in = ByteBuffer.wrap(file);
        assertThat(in.getShort() & 0xFFFF).isEqualTo(0xFFD8);
        List<Chunk> segments = new ArrayList<>();
        while (segments.isEmpty() || !segments.getLast().name.equals("ffda")) {
            String marker = Integer.toHexString(in.getShort() & 0xFFFF);
            segments.add(new Chunk(marker, bytes(in, (in.getShort() & 0xFFFF) - 2)));
        }
        return segments;
    }

    static List<Chunk> ofWebp(byte[] file) {
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(text(in, 4)).isEqualTo("RIFF");
        assertThat(in.getInt()).isEqualTo(file.length - 8);
        assertThat(text(in, 4)).isEqualTo("WEBP");
        List<Chunk> chunks = new ArrayList<>();
        while (in.hasRemaining()) {
            String name = text(in, 4);
            int length = in.getInt();
            chunks.add(new Chunk(name, bytes(in, length)));
            if (length % 2 != 0) {
                assertThat(in.get()).as("padding of %s", name).isZero();
            }
        }
        return chunks;
    }

    boolean startsWith(String prefix) {
        return text(ByteBuffer.wrap(data), Math.min(prefix.length(), data.length))
                .equals(prefix);
    }

    byte[] after(int offset) {
        return Arrays.copyOfRange(data, offset, data.length);
    }

    private static String text(ByteBuffer in, int length) {
        return new String(bytes(in, length), ISO_8859_1);
    }

    private static byte[] bytes(ByteBuffer in, int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }
}
