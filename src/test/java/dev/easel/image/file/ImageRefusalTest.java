package dev.easel.image.file;

import dev.easel.image.Background;
import dev.easel.image.file.ImageRefusedException.Reason;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

/** Files that are refused: unsupported, damaged, truncated, mislabelled or too large. */
class ImageRefusalTest {

    @ParameterizedTest
    @CsvSource({"animated.png, ANIMATED", "animated.webp, ANIMATED", "cmyk.jpg, UNSUPPORTED"})
    void refusesUnsupportedKinds(String name, Reason reason) {
        assertThat(refusal(DecoderGoldens.file(name)).reason()).isEqualTo(reason);
        assertThat(refusal(DecoderGoldens.file(name)).getMessage()).containsPattern("; (send|save) ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rgb.png",
                "palette.png",
                "turned.png",
                "grey.jpg",
                "progressive.jpg",
                "orientation_5.jpg",
                "lossy.webp",
                "lossless.webp",
                "lossy_alpha.webp",
                "turned.webp"
            })
    void refusesEveryTruncation(String name) {
        byte[] file = DecoderGoldens.file(name);
        for (int length = 0; length < file.length; length++) {
            var refusal = refusal(Arrays.copyOf(file, length));

            assertThat(refusal.reason())
                    .as("%d of %d bytes", length, file.length)
                    .isEqualTo(length < 12 ? refusal.reason() : Reason.TRUNCATED);
        }
    }

    @Test
    void refusesMissingPixels() {
        byte[] png = DecoderGoldens.file("rgb_16_bits.png");
        var shorter =
                PngEdit.of(png).replace("IDAT", data -> PngEdit.deflated(20)).toByteArray();
        assertThat(refusal(shorter).reason()).isEqualTo(Reason.DAMAGED);

        byte[] jpeg = DecoderGoldens.file("full_colors.jpg");
        byte[] cut = Arrays.copyOf(jpeg, jpeg.length - 120);
        cut[cut.length - 2] = (byte) 0xFF;
        cut[cut.length - 1] = (byte) 0xD9;
        assertThat(refusal(cut).reason()).isEqualTo(Reason.DAMAGED);
    }

    @ParameterizedTest
    @CsvSource({
        "rgb.png, image/jpeg, 'is declared as image/jpeg, but its content is image/png'",
        "grey.jpg, image/png, 'is declared as image/png, but its content is image/jpeg'",
        "lossy.webp, text/html, 'is declared as text/html, but its content is image/webp'",
        "lossy.webp, <b>, 'is declared as ?b?, but its content is image/webp'"
    })
    void refusesAMislabelledFile(String name, String mediaType, String message) {
        var refusal = Refusals.of(() ->
                DecoderGoldens.DECODER.decode(DecoderGoldens.file(name), Optional.of(mediaType), Background.WHITE));

        assertThat(refusal.reason()).isEqualTo(Reason.MISLABELLED);
        assertThat(refusal).hasMessage(message);
    }

    @Test
    void refusesOtherFormats() {
        assertThat(refusal(new byte[0])).hasMessage("is empty; send a PNG, JPEG or WebP file");
        assertThat(refusal("GIF89a and so on".getBytes(US_ASCII))).hasMessage("is not a PNG, JPEG or WebP file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rgb.png", "progressive.jpg", "lossy.webp", "lossless.webp"})
    void checksTheSizeBeforeDecoding(String name) {
        byte[] bomb = Bombs.of(DecoderGoldens.file(name), 16_000, 16_001);
        var refusal = refusal(bomb);

        assertThat(refusal.reason()).isEqualTo(Reason.TOO_LARGE);
        assertThat(refusal)
                .hasMessage("is 16000x16001 pixels; a side may have at most 4096 and the whole image at most 4194304");
    }

    @ParameterizedTest
    @CsvSource({"22, 391", "23, 390"})
    void limitsSidesAndPixels(int side, int pixels) {
        var bounded = new ImageDecoder(new ImageLimits(side, pixels));
        var refusal =
                Refusals.of(() -> bounded.decode(DecoderGoldens.file("rgb.png"), Optional.empty(), Background.WHITE));

        assertThat(refusal.reason()).isEqualTo(Reason.TOO_LARGE);
    }

    @Test
    void limitsTheScansOfAJpeg() {
        assertThat(refusal(Bombs.withScans(DecoderGoldens.file("progressive.jpg"), 40)))
                .hasMessage("is damaged: this JPEG file has more than 32 scans");
    }

    @Test
    void refusesAnUnknownCriticalChunk() {
        byte[] png = PngEdit.of(DecoderGoldens.file("rgb.png"))
                .insert("CgBI", new byte[4])
                .toByteArray();

        assertThat(refusal(png).reason()).isEqualTo(Reason.UNSUPPORTED);
    }

    @Test
    void refusesAWrongChecksum() {
        byte[] png = DecoderGoldens.file("rgb.png");
        png[png.length - 20] ^= 1;

        assertThat(refusal(png)).hasMessage("is damaged: this PNG file has a wrong checksum in chunk IDAT");
    }

    private static ImageRefusedException refusal(byte[] file) {
        return Refusals.of(() -> DecoderGoldens.decode(file));
    }
}
