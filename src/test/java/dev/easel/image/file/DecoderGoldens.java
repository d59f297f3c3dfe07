package dev.easel.image.file;

import dev.easel.fixtures.Fixtures;
import dev.easel.image.Background;
import dev.easel.image.Pixels;
import dev.easel.image.TestImages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Files of all formats with the images that Pillow decodes from them, and the decoder that is compared with it. */
final class DecoderGoldens {
    static final ImageDecoder DECODER = new ImageDecoder(new ImageLimits(4096, 1 << 22));

    private static final Path FOLDER = Fixtures.GOLDENS.resolve("image_decoder");
    private static final String EXPECTED = ".expected.png";

    private DecoderGoldens() {}

    static List<String> names() {
        try (var files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(EXPECTED))
                    .map(name -> name.substring(0, name.length() - EXPECTED.length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] file(String name) {
        return Fixtures.bytes(FOLDER.resolve(name));
    }

    static Pixels expected(String name) {
        return TestImages.read(FOLDER.resolve(name + EXPECTED));
    }

    static Pixels decode(byte[] file) {
        return DECODER.decode(file, Optional.empty(), Background.WHITE);
    }
}
