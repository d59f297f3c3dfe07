package dev.easel.image.file;

import com.adobe.internal.xmp.XMPException;
import com.adobe.internal.xmp.XMPMeta;
import com.adobe.internal.xmp.XMPMetaFactory;
import com.adobe.internal.xmp.properties.XMPProperty;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

/** The XMP packet of a file, found and parsed. */
final class Xmp {
    private static final String APP1_SIGNATURE = "http://ns.adobe.com/xap/1.0/\0";
    private static final String PNG_KEYWORD = "XML:com.adobe.xmp\0\0\0\0\0";

    private final byte[] packet;

    private Xmp(byte[] packet) {
        this.packet = packet;
    }

    byte[] packet() {
        return packet;
    }

    /** The one packet of a file; fails if there is none, or more than one. */
    static Xmp of(byte[] file, ImageFormat format) {
        return switch (format) {
            case PNG -> only(Chunk.ofPng(file), "iTXt", PNG_KEYWORD);
            case JPEG -> only(Chunk.ofJpeg(file), "ffe1", APP1_SIGNATURE);
            case WEBP -> only(Chunk.ofWebp(file), "XMP ", "");
        };
    }

    private static Xmp only(List<Chunk> chunks, String name, String prefix) {
        List<Chunk> found = chunks.stream()
                .filter(chunk -> chunk.name().equals(name) && chunk.startsWith(prefix))
                .toList();
        assertThat(found).as("XMP packets").hasSize(1);
        byte[] packet = found.getFirst().after(prefix.length());
        // xmpcore repairs some broken XML as it reads; other readers do not.
        assertThatNoException().isThrownBy(() -> parseStrictly(packet));
        return new Xmp(packet);
    }

    private static void parseStrictly(byte[] packet) throws Exception {
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(packet));
    }

    String text() {
        return new String(packet, UTF_8);
    }

    Optional<String> digitalSourceType() {
        return property("http://iptc.org/std/Iptc4xmpExt/2008-02-29/", "DigitalSourceType");
    }

    Optional<String> creatorTool() {
        return property("http://ns.adobe.com/xap/1.0/", "CreatorTool");
    }

    Optional<String> generation() {
        return property("https://easel.dev/xmp/1.0/", "generation");
    }

    Optional<String> description() {
        try {
            return Optional.ofNullable(
                            meta().getLocalizedText("http://purl.org/dc/elements/1.1/", "description", "", "x-default"))
                    .map(XMPProperty::getValue);
        } catch (XMPException e) {
            throw new AssertionError(e);
        }
    }

    private Optional<String> property(String namespace, String name) {
        try {
            return Optional.ofNullable(meta().getProperty(namespace, name)).map(XMPProperty::getValue);
        } catch (XMPException e) {
            throw new AssertionError(e);
        }
    }

    private XMPMeta meta() throws XMPException {
        return XMPMetaFactory.parseFromBuffer(packet);
    }
}
