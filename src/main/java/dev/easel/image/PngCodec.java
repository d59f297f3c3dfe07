package dev.easel.image;

import java.io.IOException;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadataNode;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

/** PNG, with the metadata in text chunks before the picture, where readers need not decode it first. */
final class PngCodec implements Codec {
    private static final String METADATA_FORMAT = "javax_imageio_png_1.0";
    private static final float FAST = 0.9f;

    private final ImageIoWriter writer = ImageIoWriter.ofJdk("png", PngCodec::fast);

    @Override
    public byte[] encode(Pixels pixels, ImageMetadata metadata) throws IOException {
        IIOMetadataNode chunks = chunks(metadata);
        return writer.write(pixels.toBufferedImage(), own -> own.mergeTree(METADATA_FORMAT, chunks));
    }

    /** Deflate's fastest level: on a generated picture the default takes half as long again and saves next to nothing. */
    private static ImageWriteParam fast(ImageWriter writer) {
        var settings = writer.getDefaultWriteParam();
        settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        settings.setCompressionQuality(FAST);
        return settings;
    }

    private static IIOMetadataNode chunks(ImageMetadata metadata) throws IOException {
        var international = new IIOMetadataNode("iTXt");
        var root = new IIOMetadataNode(METADATA_FORMAT);
        // A PNG text chunk must not hold NUL, and the other characters dropped here mean nothing to its readers.
        String parameters = XmlText.legal(metadata.parameters());
        if (ISO_8859_1.newEncoder().canEncode(parameters)) {
            root.appendChild(latin(parameters));
        } else {
            international.appendChild(entry("parameters", parameters));
        }
        international.appendChild(entry("easel", metadata.json()));
        international.appendChild(entry("XML:com.adobe.xmp", new String(XmpPacket.full(metadata), UTF_8)));
        root.appendChild(international);
        return root;
    }

    private static IIOMetadataNode latin(String parameters) {
        var entry = new IIOMetadataNode("tEXtEntry");
        entry.setAttribute("keyword", "parameters");
        entry.setAttribute("value", parameters);
        var chunk = new IIOMetadataNode("tEXt");
        chunk.appendChild(entry);
        return chunk;
    }

    private static IIOMetadataNode entry(String keyword, String text) {
        var entry = new IIOMetadataNode("iTXtEntry");
        entry.setAttribute("keyword", keyword);
        entry.setAttribute("compressionFlag", "FALSE");
        entry.setAttribute("compressionMethod", "0");
        entry.setAttribute("languageTag", "");
        entry.setAttribute("translatedKeyword", "");
        entry.setAttribute("text", text);
        return entry;
    }
}
