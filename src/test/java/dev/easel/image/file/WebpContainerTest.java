package dev.easel.image.file;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

class WebpContainerTest {
    private static final byte[] SIMPLE = ascii("RIFF\u000e\0\0\0WEBPVP8L\1\0\0\0x\0");

    @Test
    void padsAnOddPacket() throws IOException {
        var chunks = Chunk.ofWebp(WebpContainer.withXmp(SIMPLE, 1, 1, ascii("odd")));

        assertThat(chunks).extracting(Chunk::name).containsExactly("VP8X", "VP8L", "XMP ");
        assertThat(chunks.get(1).data()).isEqualTo(ascii("x"));
        assertThat(chunks.get(2).data()).isEqualTo(ascii("odd"));
    }

    @Test
    void writesSidesInThreeBytes() throws IOException {
        var header = Chunk.ofWebp(WebpContainer.withXmp(SIMPLE, 0x123456, 0x10000, ascii("xmp!")))
                .getFirst();

        assertThat(header.after(4)).containsExactly(0x55, 0x34, 0x12, 0xFF, 0xFF, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "RIFF", "RIFF\0\0\0\0WEBPVP8X\0\0\0\0", "RIFF\0\0\0\0WAVEVP8 \0\0\0\0"})
    void refusesOtherFiles(String file) {
        assertThatIOException().isThrownBy(() -> WebpContainer.withXmp(ascii(file), 1, 1, ascii("xmp")));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }
}
