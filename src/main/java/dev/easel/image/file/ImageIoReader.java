package dev.easel.image.file;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Runs one javax.imageio reader in memory, never on disk. Thread-safe: the provider is found once, and each image gets its
 * own reader, because readers are not thread-safe.
 */
final class ImageIoReader {
    /** libjpeg's warning about padding between segments, which loses no pixel. */
    private static final String HARMLESS = "extraneous bytes before marker";

    private final ImageReaderSpi provider;
    private final Function<ImageReader, ImageReadParam> settings;

    ImageIoReader(ImageReaderSpi provider, Function<ImageReader, ImageReadParam> settings) {
        this.provider = provider;
        this.settings = settings;
    }

    /** The JDK's own reader of a format, such as {@code png}. */
    static ImageIoReader ofJdk(String format) {
        return new ImageIoReader(JdkProvider.of(ImageReaderSpi.class, format), ImageReader::getDefaultReadParam);
    }

    /**
     * The first image of a file.
     *
     * @throws IOException if the reader refuses the file, or replaces missing pixels
     * @throws RuntimeException if the reader fails on it in some other way
     */
    BufferedImage read(byte[] file) throws IOException {
        List<String> warnings = new ArrayList<>();
        ImageReader reader = provider.createReaderInstance();
        try (var input = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            reader.addIIOReadWarningListener((source, warning) -> note(warning, warnings));
            reader.setInput(input, false, true);
            BufferedImage image = reader.read(0, settings.apply(reader));
            if (!warnings.isEmpty()) {
                throw new IOException(warnings.getFirst());
            }
            return image;
        } finally {
            reader.dispose();
        }
    }

    /** Readers warn and continue with grey where data is missing. They may warn once for each row: one is enough. */
    private static void note(String warning, List<String> warnings) {
        if (warnings.isEmpty() && !warning.contains(HARMLESS)) {
            warnings.add(warning);
        }
    }
}
