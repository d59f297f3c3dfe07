package dev.easel.image.file;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.CRC32;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/**
 * A valid file after one to three accidents or attacks, drawn by a seed: the same seed and files give the same mutant.
 */
final class Mutant {
    private static final int[] SIDES = {1, 64, 300, 16_383, 65_535};
    private static final List<String> MEDIA_TYPES =
            List.of("image/png", "image/jpeg", "image/webp", "image/gif", "text/html", "");

    private final Random random;
    private final List<byte[]> files;
    private final List<String> story = new ArrayList<>();
    private final Optional<String> mediaType;
    private byte[] file;

    Mutant(long seed, List<byte[]> files) {
        this.random = new Random(seed);
        this.files = files;
        this.file = any();
        int mutations = 1 + random.nextInt(3);
        for (int i = 0; i < mutations; i++) {
            mutate();
        }
        mediaType = random.nextInt(8) == 0
                ? Optional.of(MEDIA_TYPES.get(random.nextInt(MEDIA_TYPES.size())))
                : Optional.empty();
    }

    byte[] file() {
        return file;
    }

    Optional<String> mediaType() {
        return mediaType;
    }

    @Override
    public String toString() {
        return story + " declared as " + mediaType;
    }

    private byte[] any() {
        return files.get(random.nextInt(files.size())).clone();
    }

    private void mutate() {
        switch (random.nextInt(10)) {
            case 0 -> note("flipped bits", flipped(file.clone(), 1 + random.nextInt(8)));
            case 1 -> note("truncated", Arrays.copyOf(file, random.nextInt(file.length + 1)));
            case 2 -> note("swapped parts", swapped());
            case 3 -> note("doubled a part", doubled());
            case 4 -> note("lost a part", without());
            case 5 -> note("other size", resized());
            case 6 -> note("parts of two files", spliced());
            case 7 ->
                note("flipped bits, right checksums", withChecksums(flipped(file.clone(), 1 + random.nextInt(4))));
            case 8 -> note("overwritten", overwritten());
            default -> note("more at the end", joined(List.of(file, any())));
        }
    }

    private void note(String what, byte[] mutated) {
        story.add(what);
        // joined files must not grow without bound
        file = mutated.length <= 1 << 15 ? mutated : Arrays.copyOf(mutated, 1 << 15);
    }

    private byte[] flipped(byte[] bytes, int times) {
        for (int i = 0; i < times && bytes.length > 0; i++) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
    }

    private byte[] overwritten() {
        byte[] bytes = file.clone();
        if (bytes.length > 0) {
            int start = random.nextInt(bytes.length);
            int end = Math.min(bytes.length, start + 1 + random.nextInt(16));
            Arrays.fill(bytes, start, end, random.nextBoolean() ? (byte) 0xFF : 0);
        }
        return bytes;
    }

    private byte[] swapped() {
        var parts = parts(file);
        Collections.swap(parts, random.nextInt(parts.size()), random.nextInt(parts.size()));
        return joined(parts);
    }

    private byte[] doubled() {
        var parts = parts(file);
        byte[] part = parts.get(random.nextInt(parts.size()));
        int times = 1 + random.nextInt(3);
        for (int i = 0; i < times; i++) {
            parts.add(random.nextInt(parts.size() + 1), part);
        }
        return withRiffSize(joined(parts));
    }

    private byte[] without() {
        var parts = parts(file);
        parts.remove(random.nextInt(parts.size()));
        return withRiffSize(joined(parts));
    }

    private byte[] spliced() {
        var parts = parts(file);
        var others = parts(any());
        parts.add(random.nextInt(parts.size() + 1), others.get(random.nextInt(others.size())));
        return withRiffSize(joined(parts));
    }

    private byte[] resized() {
        try {
            return Bombs.of(file, SIDES[random.nextInt(SIDES.length)], SIDES[random.nextInt(SIDES.length)]);
        } catch (RuntimeException | AssertionError e) {
            // an earlier mutation left no header to change
            return flipped(file.clone(), 1);
        }
    }

    /** The chunks or segments of a file, as far as it has them; the last part is the rest. */
    private static List<byte[]> parts(byte[] file) {
        List<byte[]> parts = new ArrayList<>();
        int start = 0;
        int end = nextPart(file, 0);
        while (end > start && end < file.length) {
            parts.add(Arrays.copyOfRange(file, start, end));
            start = end;
            end = nextPart(file, start);
        }
        parts.add(Arrays.copyOfRange(file, start, file.length));
        return parts;
    }

    private static int nextPart(byte[] file, int start) {
        String beginning = new String(file, 0, Math.min(4, file.length), ISO_8859_1);
        long length = switch (beginning) {
            case "\u0089PNG" -> start == 0 ? 8 : 12 + (long) integer(file, start, ByteOrder.BIG_ENDIAN);
            case "RIFF" -> start == 0 ? 12 : 8 + (integer(file, start + 4, ByteOrder.LITTLE_ENDIAN) + 1L) / 2 * 2;
            default -> start == 0 ? 2 : 2 + (integer(file, start, ByteOrder.BIG_ENDIAN) & 0xFFFF);
        };
        return (int) Math.min(file.length, start + Math.max(length, 0));
    }

    private static int integer(byte[] file, int at, ByteOrder order) {
        return at + 4 <= file.length ? ByteBuffer.wrap(file).order(order).getInt(at) : Integer.MAX_VALUE;
    }

    private static byte[] joined(List<byte[]> parts) {
        var bytes = new ByteArrayOutputStream();
        parts.forEach(bytes::writeBytes);
        return bytes.toByteArray();
    }

    private static byte[] withRiffSize(byte[] file) {
        if (file.length > 8 && file[0] == 'R') {
            ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(4, file.length - 8);
        }
        return file;
    }

    private static byte[] withChecksums(byte[] file) {
        var parts = parts(file);
        if (file.length > 8 && file[1] == 'P') {
            for (byte[] part : parts.subList(1, parts.size())) {
                if (part.length >= 12) {
                    var checksum = new CRC32();
                    checksum.update(part, 4, part.length - 8);
                    ByteBuffer.wrap(part).putInt(part.length - 4, (int) checksum.getValue());
                }
            }
        }
        return joined(parts);
    }
}
