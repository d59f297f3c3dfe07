package dev.easel.image.file;

import dev.easel.image.Orientation;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/**
 * Finds the one number of an EXIF block that changes the image.
 *
 * <p>Not a metadata library: those parse every directory and every maker's notes of an untrusted file. This reads one
 * directory, once, without allocating.
 *
 * <p>Source: TIFF revision 6.0, section 2 (image file header and directory).
 */
final class ExifOrientation {
    /** Starts the block in JPEG, and in PNG and WebP where a writer copied it from JPEG. */
    static final byte[] PREFIX = "Exif\0\0".getBytes(ISO_8859_1);

    private static final int LITTLE_ENDIAN_MARK = 0x4949;
    private static final int BIG_ENDIAN_MARK = 0x4D4D;
    private static final int TIFF_VERSION = 42;
    private static final int DIRECTORY_ENTRY = 12;
    private static final int ORIENTATION_TAG = 0x0112;
    private static final int SHORT_TYPE = 3;

    private ExifOrientation() {}

    /** The orientation in an EXIF block, with or without its prefix; upright if it is broken or has none. */
    static Orientation of(ByteBuffer block) {
        ByteBuffer tiff = startsWith(block, PREFIX)
                ? block.slice(block.position() + PREFIX.length, block.remaining() - PREFIX.length)
                : block.slice();
        if (tiff.remaining() < 8) {
            return Orientation.UPRIGHT;
        }
        int mark = tiff.getShort(0) & 0xFFFF;
        if (mark != LITTLE_ENDIAN_MARK && mark != BIG_ENDIAN_MARK) {
            return Orientation.UPRIGHT;
        }
        tiff.order(mark == LITTLE_ENDIAN_MARK ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        return tiff.getShort(2) == TIFF_VERSION ? inDirectory(tiff, tiff.getInt(4)) : Orientation.UPRIGHT;
    }

    private static Orientation inDirectory(ByteBuffer tiff, int start) {
        if (start < 0 || start > tiff.limit() - 2) {
            return Orientation.UPRIGHT;
        }
        int entries = tiff.getShort(start) & 0xFFFF;
        int first = start + 2;
        for (int i = 0; i < entries && first + (i + 1) * DIRECTORY_ENTRY <= tiff.limit(); i++) {
            int entry = first + i * DIRECTORY_ENTRY;
            if ((tiff.getShort(entry) & 0xFFFF) == ORIENTATION_TAG) {
                boolean oneShort = tiff.getShort(entry + 2) == SHORT_TYPE && tiff.getInt(entry + 4) == 1;
                return oneShort ? Orientation.ofTag(tiff.getShort(entry + 8) & 0xFFFF) : Orientation.UPRIGHT;
            }
        }
        return Orientation.UPRIGHT;
    }

    static boolean startsWith(ByteBuffer block, byte[] prefix) {
        return block.remaining() >= prefix.length
                && block.slice(block.position(), prefix.length).equals(ByteBuffer.wrap(prefix));
    }
}
