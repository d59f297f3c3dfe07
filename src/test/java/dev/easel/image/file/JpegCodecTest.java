package dev.easel.image.file;

import dev.easel.image.TestImages;
import java.io.IOException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class JpegCodecTest {
    private static final int LONG = 100_000;

    private final JpegCodec codec = new JpegCodec();

    @Test
    void startsWithJfifAndThenThePacket() throws IOException {
        var segments = Chunk.ofJpeg(codec.encode(TestImages.smooth(16, 16), new ImageMetadata("a", "{}")));

        assertThat(segments).extracting(Chunk::name).startsWith("ffe0", "ffe1", "ffdb");
        assertThat(segments.getFirst().startsWith("JFIF\0")).isTrue();
    }

    @Test
    void dropsALongDescription() throws IOException {
        var xmp = xmp(new ImageMetadata("p".repeat(LONG), "{}"));

        assertThat(xmp.description()).isEmpty();
        assertThat(xmp.generation()).contains("{}");
        assertThat(xmp.digitalSourceType()).contains(XmpPacket.DIGITAL_SOURCE_TYPE);
    }

    @Test
    void dropsALongGenerationToo() throws IOException {
        var xmp = xmp(new ImageMetadata("a", "j".repeat(LONG)));

        assertThat(xmp.description()).isEmpty();
        assertThat(xmp.generation()).isEmpty();
        assertThat(xmp.creatorTool()).contains("Easel");
        assertThat(xmp.digitalSourceType()).contains(XmpPacket.DIGITAL_SOURCE_TYPE);
    }

    @Test
    void fillsTheSegmentToTheLastByte() throws IOException {
        int room = 65_502 - XmpPacket.full(new ImageMetadata("a", "{}")).length;

        assertThat(xmp(new ImageMetadata("a" + "b".repeat(room), "{}")).packet())
                .hasSize(65_502);
        assertThat(xmp(new ImageMetadata("a" + "b".repeat(room + 1), "{}")).description())
                .isEmpty();
    }

    private Xmp xmp(ImageMetadata metadata) throws IOException {
        return Xmp.of(codec.encode(TestImages.smooth(16, 16), metadata), ImageFormat.JPEG);
    }
}
