package dev.easel.image.file;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/**
 * A JPEG file taken apart. What follows its end marker is ignored: phones store further images and videos there.
 *
 * <p>Source: ITU-T T.81, annex B (markers and segments). The colours follow libjpeg's rules, as in other decoders.
 */
final class JpegFile extends ImageFile {
    private static final int MARKER_PREFIX = 0xFF;
    /** The first marker that has a name; those below are reserved. */
    private static final int FIRST_MARKER = 0xC0;
    /** Start of frame: baseline, extended and progressive, each Huffman-coded. */
    private static final int SOF0 = 0xC0;

    private static final int SOF1 = 0xC1;
    private static final int SOF2 = 0xC2;
    /** Tables: Huffman codes, quantization, and the restart interval. */
    private static final int DHT = 0xC4;

    private static final int DQT = 0xDB;
    private static final int DRI = 0xDD;
    /** The first and the last restart marker. */
    private static final int RST0 = 0xD0;

    private static final int RST7 = 0xD7;
    private static final int SOI = 0xD8;
    private static final int EOI = 0xD9;
    private static final int SOS = 0xDA;
    private static final int APP0 = 0xE0;
    private static final int APP1 = 0xE1;
    private static final int APP14 = 0xEE;
    private static final byte[] JFIF = ascii("JFIF\0");
    private static final byte[] ADOBE = ascii("Adobe");
    /** Offsets in a frame header, and the length of its two parts: the fixed one, and one for each component. */
    private static final int PRECISION = 0;

    private static final int HEIGHT = 1;
    private static final int WIDTH = 3;
    private static final int COMPONENT_COUNT = 5;
    private static final int FRAME_HEADER = 6;
    private static final int COMPONENT = 3;
    /** The offset in Adobe's segment of the byte that is 1 for YCbCr and 0 for RGB. */
    private static final int ADOBE_TRANSFORM = 11;
    /** A progressive file has about ten. A scan of a few bytes costs a pass over the whole image. */
    private static final int MAX_SCANS = 32;

    private static final byte[] START = bytes(MARKER_PREFIX, SOI);
    private static final byte[] YCBCR_HEADER =
            bytes(MARKER_PREFIX, APP0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0);
    private static final byte[] RGB_HEADER =
            bytes(MARKER_PREFIX, APP14, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0);

    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private String components = "";
    private int scans;
    private boolean jfif;
    private int adobeTransform = -1;

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
        require(in.get() == (byte) MARKER_PREFIX, "has bytes between its segments");
        int marker = MARKER_PREFIX;
        while (marker == MARKER_PREFIX) {
            marker = in.get() & 0xFF;
        }
        return marker;
    }

    private void read(int marker, ByteBuffer in) {
        switch (marker) {
            case EOI -> body.writeBytes(bytes(MARKER_PREFIX, EOI));
            case SOS -> scan(in);
            case DHT, DQT, DRI -> keep(marker, segment(in));
            case SOF0, SOF1, SOF2 -> frame(marker, segment(in));
            // the other frames, and the arithmetic-coding tables
            case 0xC3, 0xC5, 0xC6, 0xC7, 0xC8, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF ->
                throw ImageRefusedException.unsupported(
                        "is a lossless, hierarchical or arithmetic-coded JPEG; save it as a baseline or progressive JPEG");
            case APP0 -> jfif |= ExifOrientation.startsWith(segment(in), JFIF);
            case APP1 -> readExif(segment(in));
            case APP14 -> readAdobe(segment(in));
            default -> {
                require(marker >= FIRST_MARKER && !isRestart(marker) && marker != SOI, "has an impossible marker");
                segment(in);
            }
        }
    }

    private static boolean isRestart(int marker) {
        return marker >= RST0 && marker <= RST7;
    }

    private static ByteBuffer segment(ByteBuffer in) {
        int length = (in.getShort() & 0xFFFF) - Short.BYTES;
        require(length >= 0, "has a segment of impossible length");
        return ImageFile.take(in, length);
    }

    private void keep(int marker, ByteBuffer content) {
        int length = content.remaining() + Short.BYTES;
        body.writeBytes(bytes(MARKER_PREFIX, marker, length >> Byte.SIZE, length));
        body.writeBytes(ImageFile.bytes(content));
    }

    private void frame(int marker, ByteBuffer content) {
        require(components.isEmpty(), "has a second frame");
        require(content.remaining() >= FRAME_HEADER, "has a short frame header");
        requireEightBits(content.get(PRECISION));
        height = content.getShort(HEIGHT) & 0xFFFF;
        width = content.getShort(WIDTH) & 0xFFFF;
        require(width > 0 && height > 0, "declares a side of no pixels");
        int count = content.get(COMPONENT_COUNT) & 0xFF;
        requireColors(count);
        require(content.remaining() == FRAME_HEADER + COMPONENT * count, "has a frame header of wrong length");
        for (int i = 0; i < count; i++) {
            components += (char) (content.get(FRAME_HEADER + COMPONENT * i) & 0xFF);
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
        require(scans <= MAX_SCANS, "has more than " + MAX_SCANS + " scans");
        keep(SOS, segment(in));
        body.writeBytes(ImageFile.bytes(ImageFile.take(in, endOfScan(in) - in.position())));
    }

    /** The position of the marker that ends coded data. Within the data, 0xFF precedes only a zero or a restart marker. */
    private static int endOfScan(ByteBuffer in) {
        for (int i = in.position(); i + 1 < in.limit(); i++) {
            if (in.get(i) == (byte) MARKER_PREFIX) {
                int next = in.get(i + 1) & 0xFF;
                if (next != 0 && next != MARKER_PREFIX && !isRestart(next)) {
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

    /** One header that states the colours which libjpeg infers from several; Java's decoder infers others. */
    private byte[] colors() {
        boolean rgb = components.length() == 3
                && !jfif
                && (adobeTransform == 0 || (adobeTransform < 0 && components.equals("RGB")));
        return rgb ? RGB_HEADER : YCBCR_HEADER;
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
    byte[] essential() {
        var file = new ByteArrayOutputStream(START.length + YCBCR_HEADER.length + body.size());
        file.writeBytes(START);
        file.writeBytes(colors());
        file.writeBytes(body.toByteArray());
        return file.toByteArray();
    }
}
