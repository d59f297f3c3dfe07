package dev.easel.image.file;

import dev.easel.image.Orientation;
import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/**
 * A JPEG file taken apart. What follows its end marker is ignored: phones keep further images and films there.
 *
 * <p>Source: ITU-T T.81, annex B (markers and segments); for the colours libjpeg's rules, which everybody follows.
 */
final class JpegFile implements ImageFile {
    private static final int EOI = 0xD9;
    private static final int SOS = 0xDA;
    private static final int APP0 = 0xE0;
    private static final int APP1 = 0xE1;
    private static final int APP14 = 0xEE;
    private static final byte[] JFIF = ascii("JFIF\0");
    private static final byte[] ADOBE = ascii("Adobe");
    /** The byte of Adobe's segment that tells YCbCr (1) from RGB (0). */
    private static final int ADOBE_TRANSFORM = 11;
    /** A progressive file has about ten. A scan of a few bytes costs a pass over the whole image. */
    private static final int MOST_SCANS = 32;

    private static final byte[] START = bytes(0xFF, 0xD8);
    private static final byte[] SAYS_YCBCR = bytes(0xFF, APP0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0);
    private static final byte[] SAYS_RGB = bytes(0xFF, APP14, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0);

    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private int width;
    private int height;
    private String components = "";
    private int scans;
    private boolean jfif;
    private int adobeTransform = -1;
    private Orientation orientation = Orientation.UPRIGHT;

    JpegFile(ByteBuffer in) {
        in.position(START.length);
        int marker = 0;
        while (marker != EOI) {
            marker = nextMarker(in);
            read(marker, in);
        }
        require(scans > 0, "has no pixels");
    }

    private static int nextMarker(ByteBuffer in) {
        require(in.get() == (byte) 0xFF, "has bytes between its segments");
        int marker = 0xFF;
        while (marker == 0xFF) {
            marker = in.get() & 0xFF;
        }
        return marker;
    }

    private void read(int marker, ByteBuffer in) {
        switch (marker) {
            case EOI -> body.writeBytes(bytes(0xFF, EOI));
            case SOS -> scan(in);
            // Tables: DHT, DQT, DRI
            case 0xC4, 0xDB, 0xDD -> keep(marker, segment(in));
            // Baseline, extended and progressive frames, Huffman-coded
            case 0xC0, 0xC1, 0xC2 -> frame(marker, segment(in));
            case 0xC3, 0xC5, 0xC6, 0xC7, 0xC8, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF ->
                throw ImageRefusedException.unsupported(
                        "is a lossless, hierarchical or arithmetic-coded JPEG; save it as a baseline or progressive JPEG");
            case APP0 -> jfif |= ExifOrientation.startsWith(segment(in), JFIF);
            case APP1 -> readExif(segment(in));
            case APP14 -> readAdobe(segment(in));
            default -> {
                require(marker > 0xBF && (marker < 0xD0 || marker > 0xD8), "has an impossible marker");
                segment(in);
            }
        }
    }

    private static ByteBuffer segment(ByteBuffer in) {
        int length = (in.getShort() & 0xFFFF) - Short.BYTES;
        require(length >= 0, "has a segment of impossible length");
        return ImageFile.take(in, length);
    }

    private void keep(int marker, ByteBuffer content) {
        int length = content.remaining() + Short.BYTES;
        body.writeBytes(bytes(0xFF, marker, length >> Byte.SIZE, length));
        body.writeBytes(ImageFile.bytes(content));
    }

    private void frame(int marker, ByteBuffer content) {
        require(components.isEmpty(), "has a second frame");
        require(content.remaining() >= 6, "has a short frame header");
        requireEightBits(content.get(0));
        height = content.getShort(1) & 0xFFFF;
        width = content.getShort(3) & 0xFFFF;
        require(width > 0 && height > 0, "declares a side of no pixels");
        int count = content.get(5) & 0xFF;
        requireColors(count);
        require(content.remaining() == 6 + 3 * count, "has a frame header of wrong length");
        for (int i = 0; i < count; i++) {
            components += (char) (content.get(6 + 3 * i) & 0xFF);
        }
        keep(marker, content);
    }

    private static void requireEightBits(int precision) {
        if (precision != Byte.SIZE) {
            throw ImageRefusedException.unsupported(
                    "is a JPEG with " + (precision & 0xFF) + " bits a channel; save it with 8");
        }
    }

    private static void requireColors(int count) {
        if (count == 4) {
            throw ImageRefusedException.unsupported("is a CMYK JPEG, which is made for printing; save it as RGB");
        }
        require(count == 1 || count == 3, "has " + count + " channels");
    }

    private void scan(ByteBuffer in) {
        require(!components.isEmpty(), "has pixels before its header");
        scans++;
        require(scans <= MOST_SCANS, "has more than " + MOST_SCANS + " scans");
        keep(SOS, segment(in));
        body.writeBytes(ImageFile.bytes(ImageFile.take(in, endOfScan(in) - in.position())));
    }

    /** The place of the marker that ends coded data: in them, 0xFF is followed by a zero or a restart number. */
    private static int endOfScan(ByteBuffer in) {
        for (int i = in.position(); i + 1 < in.limit(); i++) {
            if (in.get(i) == (byte) 0xFF) {
                int next = in.get(i + 1) & 0xFF;
                if (next != 0 && next != 0xFF && (next < 0xD0 || next > 0xD7)) {
                    return i;
                }
            }
        }
        throw new BufferUnderflowException();
    }

    private void readExif(ByteBuffer content) {
        if (ExifOrientation.startsWith(content, ExifOrientation.PREFIX)) {
            orientation = ExifOrientation.of(content);
        }
    }

    private void readAdobe(ByteBuffer content) {
        if (ExifOrientation.startsWith(content, ADOBE) && content.remaining() > ADOBE_TRANSFORM) {
            adobeTransform = content.get(ADOBE_TRANSFORM);
        }
    }

    /** One header that says what libjpeg would have guessed from several, and Java's decoder otherwise. */
    private byte[] colors() {
        boolean rgb = components.length() == 3
                && !jfif
                && (adobeTransform == 0 || (adobeTransform < 0 && components.equals("RGB")));
        return rgb ? SAYS_RGB : SAYS_YCBCR;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw ImageRefusedException.damaged(ImageFormat.JPEG, otherwise);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(ISO_8859_1);
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int height() {
        return height;
    }

    @Override
    public Orientation orientation() {
        return orientation;
    }

    @Override
    public byte[] essential() {
        var file = new ByteArrayOutputStream(START.length + SAYS_YCBCR.length + body.size());
        file.writeBytes(START);
        file.writeBytes(colors());
        file.writeBytes(body.toByteArray());
        return file.toByteArray();
    }
}
