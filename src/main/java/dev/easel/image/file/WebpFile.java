package dev.easel.image.file;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/**
 * A WebP file taken apart.
 *
 * <p>Source: RFC 9649, WebP Image Format, sections 2 (container) and 3.4 (lossless); RFC 6386, section 9.1 (VP8 frame
 * header).
 */
final class WebpFile extends ImageFile {
    private static final int ANIMATION_FLAG = 0x02;
    private static final int VP8_START_CODE = 0x2A019D;
    private static final int VP8L_SIGNATURE = 0x2F;
    private static final int FOURTEEN_BITS = 0x3FFF;
    /** The length of the shortest image header, and of the extended one. */
    private static final int HEADER = 10;
    /** Offsets in a lossy image, after the three bytes of its frame tag. */
    private static final int START_CODE = 3;

    private static final int LOSSY_WIDTH = 6;
    private static final int LOSSY_HEIGHT = 8;
    /** Offsets in the extended header, where 24 bits hold a side less one. */
    private static final int CANVAS_WIDTH = 4;

    private static final int CANVAS_HEIGHT = 7;

    private Optional<ByteBuffer> image = Optional.empty();
    private Optional<ByteBuffer> alpha = Optional.empty();
    private Optional<ByteBuffer> canvas = Optional.empty();
    private boolean lossless;

    WebpFile(ByteBuffer file) {
        file.order(ByteOrder.LITTLE_ENDIAN);
        file.position(Integer.BYTES);
        ByteBuffer riff = ImageFile.take(file, file.getInt());
        ImageFile.take(riff, Integer.BYTES);
        while (riff.hasRemaining()) {
            readChunk(riff);
        }
        require(image.isPresent(), "has no pixels");
        canvas.ifPresent(this::requireSameSize);
    }

    private void readChunk(ByteBuffer riff) {
        String type = new String(ImageFile.bytes(ImageFile.take(riff, Integer.BYTES)), ISO_8859_1);
        ByteBuffer data = ImageFile.take(riff, riff.getInt());
        if (data.limit() % 2 != 0 && riff.hasRemaining()) {
            riff.get();
        }
        switch (type) {
            case "VP8 " -> readLossy(data);
            case "VP8L" -> readLossless(data);
            case "VP8X" -> readExtended(data);
            case "ALPH" -> {
                require(
                        canvas.isPresent() && alpha.isEmpty() && image.isEmpty(),
                        "has its transparency in the wrong place");
                alpha = Optional.of(data);
            }
            case "EXIF" -> orientation = ExifOrientation.of(data);
            case "ANIM", "ANMF" -> throw ImageRefusedException.animated(ImageFormat.WEBP);
            default -> {
                // profiles, XMP and unknown chunks do not change the pixels
            }
        }
    }

    private void readLossy(ByteBuffer data) {
        requireFirstImage(data);
        int frame = int24(data, 0);
        require((frame & 1) == 0 && int24(data, START_CODE) == VP8_START_CODE, "does not start with a whole image");
        width = data.getShort(LOSSY_WIDTH) & FOURTEEN_BITS;
        height = data.getShort(LOSSY_HEIGHT) & FOURTEEN_BITS;
        require(width > 0 && height > 0, "declares a side of no pixels");
    }

    private void readLossless(ByteBuffer data) {
        requireFirstImage(data);
        require(data.get(0) == VP8L_SIGNATURE, "has no lossless image where it should be");
        int sides = data.getInt(1);
        lossless = true;
        width = (sides & FOURTEEN_BITS) + 1;
        height = ((sides >> 14) & FOURTEEN_BITS) + 1;
    }

    private void requireFirstImage(ByteBuffer data) {
        require(image.isEmpty(), "has a second image");
        if (data.remaining() < HEADER) {
            throw new BufferUnderflowException();
        }
        image = Optional.of(data);
    }

    private void readExtended(ByteBuffer data) {
        require(canvas.isEmpty() && image.isEmpty() && data.remaining() >= HEADER, "has a wrong header");
        if ((data.get(0) & ANIMATION_FLAG) != 0) {
            throw ImageRefusedException.animated(ImageFormat.WEBP);
        }
        canvas = Optional.of(data);
    }

    private void requireSameSize(ByteBuffer header) {
        require(
                int24(header, CANVAS_WIDTH) + 1 == width && int24(header, CANVAS_HEIGHT) + 1 == height,
                "declares two sizes");
    }

    private static int int24(ByteBuffer data, int index) {
        return (data.getShort(index) & 0xFFFF) | ((data.get(index + 2) & 0xFF) << Short.SIZE);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw ImageRefusedException.damaged(ImageFormat.WEBP, otherwise);
        }
    }

    @Override
    byte[] essential() {
        ByteBuffer data = image.orElseThrow();
        if (lossless) {
            return WebpContainer.of("VP8L", data);
        }
        return alpha.map(plane -> WebpContainer.withAlpha(width, height, plane, data))
                .orElseGet(() -> WebpContainer.of("VP8 ", data));
    }
}
