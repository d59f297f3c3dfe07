package dev.easel.image.file;

import dev.easel.image.Pixels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import org.w3c.dom.Node;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** JPEG in JFIF, with the XMP packet in an APP1 segment. */
final class JpegCodec implements Codec {
    private static final float QUALITY = 0.92f;
    private static final String METADATA_FORMAT = "javax_imageio_jpeg_image_1.0";
    private static final int APP1 = 0xE1;
    private static final byte[] XMP_SIGNATURE = "http://ns.adobe.com/xap/1.0/\0".getBytes(ISO_8859_1);
    /** The bytes that XMP part 3 leaves for a packet in a segment of 65,533. */
    private static final int MAX_PACKET = 65_502;

    private final ImageIoWriter writer = ImageIoWriter.ofJdk("jpeg", JpegCodec::settings);

    @Override
    public byte[] encode(Pixels pixels, ImageMetadata metadata) throws IOException {
        byte[] content = xmpSegment(metadata);
        return writer.write(pixels.toBufferedImage(), own -> addApp1(own, content));
    }

    private static ImageWriteParam settings(ImageWriter writer) {
        ImageWriteParam settings = writer.getDefaultWriteParam();
        settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        settings.setCompressionQuality(QUALITY);
        return settings;
    }

    /**
     * Puts the segment first in the tree (the writer still starts the file with JFIF) and sets the whole tree: when an
     * unknown segment is merged into JFIF metadata, the JDK writes it twice.
     */
    private static void addApp1(IIOMetadata metadata, byte[] content) throws IOException {
        var app1 = new IIOMetadataNode("unknown");
        app1.setAttribute("MarkerTag", Integer.toString(APP1));
        app1.setUserObject(content);
        Node root = metadata.getAsTree(METADATA_FORMAT);
        Node sequence = root.getLastChild();
        sequence.insertBefore(app1, sequence.getFirstChild());
        metadata.setFromTree(METADATA_FORMAT, root);
    }

    private static byte[] xmpSegment(ImageMetadata metadata) throws IOException {
        byte[] packet = XmpPacket.within(MAX_PACKET, metadata);
        var segment = new ByteArrayOutputStream(XMP_SIGNATURE.length + packet.length);
        segment.writeBytes(XMP_SIGNATURE);
        segment.writeBytes(packet);
        return segment.toByteArray();
    }
}
