package dev.easel.image.file;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Small files that demand much memory or time. */
final class Bombs {
    private Bombs() {}

    /** The file with another size in its header. */
    static byte[] of(byte[] file, int width, int height) {
        return switch (ImageSignature.of(file)) {
            case PNG ->
                PngEdit.of(file)
                        .replace("IHDR", data -> header(data.clone(), width, height))
                        .toByteArray();
            case JPEG -> jpeg(file.clone(), width, height);
            case WEBP -> webp(file.clone(), width, height);
        };
    }

    private static byte[] header(byte[] data, int width, int height) {
        ByteBuffer.wrap(data).putInt(width).putInt(height);
        return data;
    }

    private static byte[] jpeg(byte[] file, int width, int height) {
        int frame = marker(file, 0xC0, 0xC2);
        ByteBuffer.wrap(file).putShort(frame + 5, (short) height).putShort(frame + 7, (short) width);
        return file;
    }

    private static byte[] webp(byte[] file, int width, int height) {
        var buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        if (file[15] == 'L') {
            int flags = buffer.getInt(21) & 0xF0000000;
            buffer.putInt(21, flags | (width - 1) | (height - 1) << 14);
        } else {
            buffer.putShort(26, (short) width).putShort(28, (short) height);
        }
        return file;
    }

    /** A progressive file that repeats its last scan. */
    static byte[] withScans(byte[] progressive, int times) {
        int last = 0;
        for (int i = 0; i + 1 < progressive.length; i++) {
            if (progressive[i] == (byte) 0xFF && progressive[i + 1] == (byte) 0xDA) {
                last = i;
            }
        }
        int end = progressive.length - 2;
        var file = new ByteArrayOutputStream();
        file.write(progressive, 0, last);
        for (int i = 0; i < times; i++) {
            file.write(progressive, last, end - last);
        }
        file.write(progressive, end, 2);
        return file.toByteArray();
    }

    private static int marker(byte[] file, int... kinds) {
        for (int i = 2; i + 1 < file.length; i++) {
            int kind = file[i + 1] & 0xFF;
            if (file[i] == (byte) 0xFF && Arrays.stream(kinds).anyMatch(one -> one == kind)) {
                return i;
            }
        }
        throw new IllegalArgumentException("no frame");
    }
}
