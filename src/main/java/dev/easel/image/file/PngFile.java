package dev.easel.image.file;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.CRC32;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/**
 * A PNG file taken apart.
 *
 * <p>Source: W3C, Portable Network Graphics (PNG) Specification, third edition, sections 5 and 11.
 */
final class PngFile extends ImageFile {
    private static final int SIGNATURE = 8;
    private static final int HEADER = 13;

    private final PngChunks essential = new PngChunks();
    private final Set<String> seen = new HashSet<>();

    PngFile(ByteBuffer in) {
        in.position(SIGNATURE);
        String type = "";
        while (!type.equals("IEND")) {
            type = readChunk(in);
        }
        require(seen.contains("IDAT"), "has no pixels");
    }

    private String readChunk(ByteBuffer in) {
        int length = in.getInt();
        require(length >= 0, "has a chunk of impossible length");
        var checksum = new CRC32();
        ByteBuffer checked = ImageFile.take(in, Integer.BYTES + Math.min(length, in.remaining()));
        checksum.update(checked.duplicate());
        boolean intact = in.getInt() == (int) checksum.getValue();

        String type = new String(ImageFile.bytes(ImageFile.take(checked, Integer.BYTES)), ISO_8859_1);
        ByteBuffer data = checked.slice();
        require(type.equals("IHDR") || width > 0, "does not start with its header");
        switch (type) {
            case "IHDR", "PLTE", "tRNS", "IDAT", "IEND" -> {
                require(intact, "has a wrong checksum in chunk " + type);
                keep(type, data);
            }
            case "eXIf" -> orientation = ExifOrientation.of(data);
            case "acTL" -> throw ImageRefusedException.animated(ImageFormat.PNG);
            default -> requireDispensable(type);
        }
        return type;
    }

    private void keep(String type, ByteBuffer data) {
        boolean repeats = !seen.add(type) && !type.equals("IDAT");
        require(!repeats, "has a second chunk " + type);
        boolean late = seen.contains("IDAT") && (type.equals("PLTE") || type.equals("tRNS"));
        require(!late, "has chunk " + type + " after its pixels");
        if (type.equals("IHDR")) {
            require(data.remaining() == HEADER, "has a header of wrong length");
            width = data.getInt(0);
            height = data.getInt(Integer.BYTES);
            require(width > 0 && height > 0, "declares a side of no pixels");
        }
        essential.add(type, ImageFile.bytes(data));
    }

    /** A chunk whose name starts with a capital letter is needed to decode the image. */
    private static void requireDispensable(String type) {
        require(type.chars().allMatch(PngFile::isLetter), "has a chunk without a name");
        if (Character.isUpperCase(type.charAt(0))) {
            throw ImageRefusedException.unsupported(
                    "is a PNG file with chunk " + type + ", which is not standard; save it as a plain PNG");
        }
    }

    private static boolean isLetter(int character) {
        return (character >= 'A' && character <= 'Z') || (character >= 'a' && character <= 'z');
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw ImageRefusedException.damaged(ImageFormat.PNG, otherwise);
        }
    }

    @Override
    byte[] essential() {
        return essential.toByteArray();
    }
}
