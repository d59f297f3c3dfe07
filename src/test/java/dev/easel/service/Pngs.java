package dev.easel.service;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/** Reads PNG files as a client would. */
final class Pngs {
    private static final int SIGNATURE = 8;

    private Pngs() {}

    /** Width, height, and each pixel. */
    static List<Integer> pixels(byte[] png) {
        try {
            var image = ImageIO.read(new ByteArrayInputStream(png));
            int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
            return IntStream.concat(IntStream.of(image.getWidth(), image.getHeight()), Arrays.stream(pixels))
                    .boxed()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text chunks by keyword. */
    static Map<String, String> texts(byte[] png) {
        var texts = new HashMap<String, String>();
        var buffer = ByteBuffer.wrap(png).position(SIGNATURE);
        while (buffer.hasRemaining()) {
            var data = new byte[buffer.getInt()];
            var type = new byte[4];
            buffer.get(type).get(data).getInt();
            switch (new String(type, StandardCharsets.US_ASCII)) {
                case "tEXt" -> put(texts, data, 1, StandardCharsets.ISO_8859_1);
                // keyword, NUL, two bytes for no compression, empty language and translation, each with NUL
                case "iTXt" -> put(texts, data, 5, StandardCharsets.UTF_8);
                default -> {}
            }
        }
        return texts;
    }

    private static void put(Map<String, String> texts, byte[] data, int separator, Charset charset) {
        int end = 0;
        while (data[end] != 0) {
            end++;
        }
        texts.put(
                new String(data, 0, end, StandardCharsets.ISO_8859_1),
                new String(data, end + separator, data.length - end - separator, charset));
    }
}
