package dev.easel.image.file;

import dev.easel.image.file.ImageRefusedException.Reason;
import java.util.Arrays;
import java.util.Locale;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** Recognizes a file's format by its first bytes, and compares it with the declared one. */
final class ImageSignature {
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final byte[] JPEG = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF};
    private static final byte[] RIFF = "RIFF".getBytes(ISO_8859_1);
    private static final byte[] WEBP = "WEBP".getBytes(ISO_8859_1);
    private static final int WEBP_AT = 8;
    private static final String UNDECLARED = "application/octet-stream";
    private static final int MAX_ECHO = 40;

    private ImageSignature() {}

    static ImageFormat of(byte[] file) {
        if (has(PNG, file, 0)) {
            return ImageFormat.PNG;
        }
        if (has(JPEG, file, 0)) {
            return ImageFormat.JPEG;
        }
        if (has(RIFF, file, 0) && has(WEBP, file, WEBP_AT)) {
            return ImageFormat.WEBP;
        }
        throw new ImageRefusedException(
                Reason.UNKNOWN_FORMAT,
                file.length == 0 ? "is empty; send a PNG, JPEG or WebP file" : "is not a PNG, JPEG or WebP file");
    }

    private static boolean has(byte[] signature, byte[] file, int offset) {
        return file.length >= offset + signature.length
                && Arrays.equals(signature, 0, signature.length, file, offset, offset + signature.length);
    }

    /** Refuses a file whose content does not match its media type, whose parameters are ignored. */
    static void requireSame(String declared, ImageFormat found) {
        String type = declared.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        // image/jpg is not registered, but as common as the registered type
        String usual = type.equals("image/jpg") ? ImageFormat.JPEG.mediaType() : type;
        if (!usual.isEmpty() && !usual.equals(UNDECLARED) && !usual.equals(found.mediaType())) {
            throw new ImageRefusedException(
                    Reason.MISLABELLED,
                    "is declared as " + shortened(type) + ", but its content is " + found.mediaType());
        }
    }

    private static String shortened(String text) {
        String plain = text.replaceAll("[^a-z0-9.+/*-]", "?");
        return plain.length() <= MAX_ECHO ? plain : plain.substring(0, MAX_ECHO) + "…";
    }
}
