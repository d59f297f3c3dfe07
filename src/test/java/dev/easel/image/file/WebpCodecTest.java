package dev.easel.image.file;

import dev.easel.image.TestImages;
import java.io.IOException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WebpCodecTest {
    private final WebpCodec codec = new WebpCodec();

    @Test
    void declaresTheCanvasAndThePacket() throws IOException {
        var chunks = Chunk.ofWebp(codec.encode(TestImages.smooth(1000, 3), new ImageMetadata("a", "{}")));

        assertThat(chunks).extracting(Chunk::name).containsExactly("VP8X", "VP8 ", "XMP ");
        assertThat(chunks.getFirst().data()).containsExactly(0x04, 0, 0, 0, 999 & 0xFF, 999 >> 8, 0, 2, 0, 0);
    }
}
