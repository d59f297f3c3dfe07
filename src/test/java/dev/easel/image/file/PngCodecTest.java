package dev.easel.image.file;

import dev.easel.image.TestImages;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class PngCodecTest {
    private static final String PARAMETERS = "a café\nSteps: 4, Seed: 42";

    private final PngCodec codec = new PngCodec();

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 7", "7, 1", "33, 31", "128, 128"})
    void keepsEveryPixel(int width, int height) throws IOException {
        var image = TestImages.noise(width, height);

        assertThat(TestImages.read(codec.encode(image, new ImageMetadata(PARAMETERS, "{}"))))
                .isEqualTo(image);
    }

    @Test
    void writesLatinParametersAsText() throws IOException {
        var chunk = text("tEXt", "parameters\0", chunks(PARAMETERS, "{}"));

        assertThat(new String(chunk, ISO_8859_1)).isEqualTo(PARAMETERS);
    }

    @Test
    void writesOtherParametersAsInternationalText() throws IOException {
        String parameters = "灯台 🎨\nSteps: 4";
        var chunks = chunks(parameters, "{}");

        assertThat(new String(text("iTXt", "parameters\0\0\0\0\0", chunks), UTF_8))
                .isEqualTo(parameters);
        assertThat(chunks).extracting(Chunk::name).doesNotContain("tEXt");
    }

    @Test
    void leavesControlCharactersOutOfTheParameters() throws IOException {
        var chunk = text("tEXt", "parameters\0", chunks("a\0b\u0007c\ud800d", "{}"));

        assertThat(new String(chunk, ISO_8859_1)).isEqualTo("abcd");
    }

    @Test
    void keepsTheJsonVerbatim() throws IOException {
        String json = "{\"prompt\": \"灯台 🎨 \\u0000 \uffff\",\t\"seed\":42}\r\n";
        var chunk = text("iTXt", "easel\0\0\0\0\0", chunks(PARAMETERS, json));

        assertThat(new String(chunk, UTF_8)).isEqualTo(json);
    }

    @Test
    void writesTextBeforeTheImage() throws IOException {
        assertThat(chunks(PARAMETERS, "{}"))
                .extracting(Chunk::name)
                .startsWith("IHDR", "tEXt", "iTXt", "iTXt", "IDAT")
                .endsWith("IEND");
    }

    private List<Chunk> chunks(String parameters, String json) throws IOException {
        return Chunk.ofPng(codec.encode(TestImages.smooth(16, 16), new ImageMetadata(parameters, json)));
    }

    private static byte[] text(String name, String header, List<Chunk> chunks) {
        return chunks.stream()
                .filter(chunk -> chunk.name().equals(name) && chunk.startsWith(header))
                .findFirst()
                .orElseThrow()
                .after(header.length());
    }
}
