package dev.easel.image.file;

import com.adobe.internal.xmp.XMPConst;
import com.adobe.internal.xmp.XMPException;
import com.adobe.internal.xmp.XMPMeta;
import com.adobe.internal.xmp.XMPMetaFactory;
import com.adobe.internal.xmp.options.SerializeOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The XMP packet (UTF-8) that declares that a model generated the image, and how. */
final class XmpPacket {
    static final String EASEL_NAMESPACE = "https://easel.dev/xmp/1.0/";
    static final String DIGITAL_SOURCE_TYPE = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia";

    private static final String CREATOR_TOOL = "Easel";
    private static final String DESCRIPTION = "description";
    private static final String GENERATION = "generation";

    // the library would add its version, which it looks up in the manifest of every jar on the class path
    private static final String HEADER = """
            <?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
            <x:xmpmeta xmlns:x="adobe:ns:meta/">
            """;
    // read-only: the 2 KB of padding for in-place edits would be larger than the packet
    private static final String TRAILER = """

            </x:xmpmeta>
            <?xpacket end="r"?>""";

    private XmpPacket() {}

    /** The packet with all the metadata. */
    static byte[] full(ImageMetadata metadata) throws IOException {
        return within(Integer.MAX_VALUE, metadata);
    }

    /** The packet in at most {@code limit} bytes: without the description, or without it and the JSON, if necessary. */
    static byte[] within(int limit, ImageMetadata metadata) throws IOException {
        try {
            XMPMeta xmp = describe(metadata);
            byte[] packet = serialize(xmp);
            if (packet.length > limit) {
                xmp.deleteProperty(XMPConst.NS_DC, DESCRIPTION);
                packet = serialize(xmp);
            }
            if (packet.length > limit) {
                xmp.deleteProperty(EASEL_NAMESPACE, GENERATION);
                packet = serialize(xmp);
            }
            return packet;
        } catch (XMPException e) {
            throw new IOException("Cannot write an XMP packet", e);
        }
    }

    private static XMPMeta describe(ImageMetadata metadata) throws XMPException {
        // Registering again is harmless, and the registry is shared and synchronized.
        XMPMetaFactory.getSchemaRegistry().registerNamespace(EASEL_NAMESPACE, "easel");
        XMPMeta xmp = XMPMetaFactory.create();
        xmp.setProperty(XMPConst.NS_IPTCEXT, "DigitalSourceType", DIGITAL_SOURCE_TYPE);
        xmp.setProperty(XMPConst.NS_XMP, "CreatorTool", CREATOR_TOOL);
        String description = XmlText.legal(metadata.parameters());
        xmp.setLocalizedText(XMPConst.NS_DC, DESCRIPTION, XMPConst.X_DEFAULT, XMPConst.X_DEFAULT, description);
        xmp.setProperty(EASEL_NAMESPACE, GENERATION, XmlText.legal(metadata.json()));
        return xmp;
    }

    private static byte[] serialize(XMPMeta xmp) throws XMPException {
        var options = new SerializeOptions()
                .setOmitPacketWrapper(true)
                .setOmitXmpMetaElement(true)
                .setUseCompactFormat(true);
        return (HEADER + XMPMetaFactory.serializeToString(xmp, options) + TRAILER).getBytes(StandardCharsets.UTF_8);
    }
}
