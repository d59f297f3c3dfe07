package dev.easel.image.file;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.Function;
import javax.imageio.IIOImage;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.spi.ImageWriterSpi;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Runs one javax.imageio writer in memory. Thread-safe: the provider is found once, and each image gets its own
 * writer, because writers are not thread-safe.
 */
final class ImageIoWriter {
    private final ImageWriterSpi provider;
    private final Function<ImageWriter, ImageWriteParam> settings;

    ImageIoWriter(ImageWriterSpi provider, Function<ImageWriter, ImageWriteParam> settings) {
        this.provider = provider;
        this.settings = settings;
    }

    /** The JDK's own writer of a format, such as {@code png}; a plug-in on the class path does not replace it. */
    static ImageIoWriter ofJdk(String format, Function<ImageWriter, ImageWriteParam> settings) {
        return new ImageIoWriter(JdkProvider.of(ImageWriterSpi.class, format), settings);
    }

    /** Encodes {@code image} with the writer's default metadata, changed by {@code edit}. */
    byte[] write(BufferedImage image, MetadataEdit edit) throws IOException {
        ImageWriter writer = provider.createWriterInstance();
        try {
            ImageWriteParam param = settings.apply(writer);
            IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(image), param);
            edit.apply(metadata);
            return run(writer, new IIOImage(image, null, metadata), param);
        } finally {
            writer.dispose();
        }
    }

    /** Encodes {@code image} without metadata. */
    byte[] write(BufferedImage image) throws IOException {
        ImageWriter writer = provider.createWriterInstance();
        try {
            return run(writer, new IIOImage(image, null, null), settings.apply(writer));
        } finally {
            writer.dispose();
        }
    }

    private static byte[] run(ImageWriter writer, IIOImage image, ImageWriteParam param) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var output = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(output);
            writer.write(null, image, param);
        }
        return bytes.toByteArray();
    }

    /** A change to the metadata of one image. */
    interface MetadataEdit {
        void apply(IIOMetadata metadata) throws IOException;
    }
}
