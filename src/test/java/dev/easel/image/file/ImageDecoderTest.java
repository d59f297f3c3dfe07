package dev.easel.image.file;

import dev.easel.fixtures.Fixtures;
import dev.easel.image.Background;
import dev.easel.image.Pixels;
import dev.easel.image.TestImages;
import dev.easel.image.file.ImageRefusedException.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

/** Compares with Pillow's results for the same files, recorded by tools/goldens/record_images.py. */
class ImageDecoderTest {
    private static final Path GOLDENS = Fixtures.GOLDENS.resolve("image_decoder");
    private static final String EXPECTED = ".expected.png";

    private final ImageDecoder decoder = new ImageDecoder(new ImageLimits(4096, 1 << 22));

    static List<String> goldens() {
        try (var files = Files.list(GOLDENS)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(EXPECTED))
                    .map(name -> name.substring(0, name.length() - EXPECTED.length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void equalsPillow(String name) {
        var expected = TestImages.read(GOLDENS.resolve(name + EXPECTED));
        var decoded = decode(golden(name));

        assertThat(decoded).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"animated.png, ANIMATED", "animated.webp, ANIMATED", "cmyk.jpg, UNSUPPORTED"})
    void refusesUnsupportedKinds(String name, Reason reason) {
        assertThat(refusal(golden(name)).reason()).isEqualTo(reason);
        assertThat(refusal(golden(name)).getMessage()).containsPattern("; (send|save) ");
    }

    @ParameterizedTest
    @EnumSource
    void readsWhatEaselWrites(ImageFormat format) {
        var image = TestImages.smooth(33, 20);
        byte[] file = new ImageEncoder().encode(image, format, new ImageMetadata("a", "{}"));

        assertThat(TestImages.psnr(image, decode(file))).isGreaterThan(35);
    }

    @Test
    void flattensMasksOnBlack() {
        var white = decode(golden("rgba.png"));
        var black = decoder.decode(golden("rgba.png"), Optional.empty(), Background.BLACK);

        // the first pixel is transparent
        assertThat(white.rgb()).startsWith(255, 255, 255);
        assertThat(black.rgb()).startsWith(0, 0, 0);
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
        byte[] file = golden(name);
        for (int length = 0; length < file.length; length++) {
            var refusal = refusal(Arrays.copyOf(file, length));

            assertThat(refusal.reason())
                    .as("%d of %d bytes", length, file.length)
                    .isEqualTo(length < 12 ? refusal.reason() : Reason.TRUNCATED);
        }
    }

    @Test
    void refusesMissingPixels() {
        byte[] png = golden("rgb_16_bits.png");
        var shorter =
                PngEdit.of(png).replace("IDAT", data -> PngEdit.deflated(20)).toByteArray();
        assertThat(refusal(shorter).reason()).isEqualTo(Reason.DAMAGED);

        byte[] jpeg = golden("full_colors.jpg");
        byte[] cut = Arrays.copyOf(jpeg, jpeg.length - 120);
        cut[cut.length - 2] = (byte) 0xFF;
        cut[cut.length - 1] = (byte) 0xD9;
        assertThat(refusal(cut).reason()).isEqualTo(Reason.DAMAGED);
    }

    @ParameterizedTest
    @CsvSource({
        "rgb.png, image/png",
        "rgb.png, IMAGE/PNG;q=1",
        "grey.jpg, image/jpeg",
        "grey.jpg, image/jpg",
        "lossy.webp, image/webp",
        "lossy.webp, application/octet-stream",
        "rgb.png, ''"
    })
    void acceptsTheDeclaredType(String name, String mediaType) {
        assertThat(decoder.decode(golden(name), Optional.of(mediaType), Background.WHITE)
                        .width())
                .isEqualTo(23);
    }

    @ParameterizedTest
    @CsvSource({
        "rgb.png, image/jpeg, 'is declared as image/jpeg, but its content is image/png'",
        "grey.jpg, image/png, 'is declared as image/png, but its content is image/jpeg'",
        "lossy.webp, text/html, 'is declared as text/html, but its content is image/webp'",
        "lossy.webp, <b>, 'is declared as ?b?, but its content is image/webp'"
    })
    void refusesAMislabelledFile(String name, String mediaType, String message) {
        var refusal = Refusals.of(() -> decoder.decode(golden(name), Optional.of(mediaType), Background.WHITE));

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
        byte[] bomb = Bombs.of(golden(name), 16_000, 16_001);
        var refusal = refusal(bomb);

        assertThat(refusal.reason()).isEqualTo(Reason.TOO_LARGE);
        assertThat(refusal)
                .hasMessage("is 16000x16001 pixels; a side may have at most 4096 and the whole image at most 4194304");
    }

    @Test
    void acceptsAnImageAtTheLimit() {
        var bounded = new ImageDecoder(new ImageLimits(23, 23 * 17));

        assertThat(bounded.decode(golden("rgb.png"), Optional.empty(), Background.WHITE))
                .isEqualTo(decode(golden("rgb.png")));
    }

    @ParameterizedTest
    @CsvSource({"22, 391", "23, 390"})
    void limitsSidesAndPixels(int side, int pixels) {
        var bounded = new ImageDecoder(new ImageLimits(side, pixels));
        var refusal = Refusals.of(() -> bounded.decode(golden("rgb.png"), Optional.empty(), Background.WHITE));

        assertThat(refusal.reason()).isEqualTo(Reason.TOO_LARGE);
    }

    @Test
    void hidesMetadataFromDecoders() {
        byte[] huge = PngEdit.deflated(50_000_000);
        byte[] profile = new byte[huge.length + 3];
        profile[0] = 'x';
        System.arraycopy(huge, 0, profile, 3, huge.length);
        byte[] png = PngEdit.of(golden("palette.png"))
                .insert("iCCP", profile)
                .insert("zTXt", profile)
                .insert("tEXt", new byte[0])
                .toByteArray();

        assertThat(decode(png)).isEqualTo(TestImages.read(GOLDENS.resolve("palette.png" + EXPECTED)));
        assertThat(ImageFile.open(png, ImageFormat.PNG).essential())
                .hasSizeLessThan(golden("palette.png").length + 100);
    }

    @Test
    void limitsTheScansOfAJpeg() {
        assertThat(refusal(Bombs.withScans(golden("progressive.jpg"), 40)))
                .hasMessage("is damaged: this JPEG file has more than 32 scans");
    }

    @Test
    void ignoresWhatFollowsAImage() {
        for (String name : List.of("rgb.png", "full_colors.jpg", "lossless.webp")) {
            byte[] file = golden(name);

            assertThat(decode(Arrays.copyOf(file, file.length + 100))).isEqualTo(decode(file));
        }
    }

    @Test
    void refusesAnUnknownCriticalChunk() {
        byte[] png = PngEdit.of(golden("rgb.png")).insert("CgBI", new byte[4]).toByteArray();

        assertThat(refusal(png).reason()).isEqualTo(Reason.UNSUPPORTED);
    }

    @Test
    void refusesAWrongChecksum() {
        byte[] png = golden("rgb.png");
        png[png.length - 20] ^= 1;

        assertThat(refusal(png)).hasMessage("is damaged: this PNG file has a wrong checksum in chunk IDAT");
    }

    @Test
    void isThreadSafe() throws Exception {
        try (var threads = Executors.newFixedThreadPool(8)) {
            List<Callable<Boolean>> tasks = goldens().stream()
                    .flatMap(name -> Stream.of(name, name, name))
                    .map(name -> (Callable<Boolean>)
                            () -> decode(golden(name)).equals(TestImages.read(GOLDENS.resolve(name + EXPECTED))))
                    .toList();
            for (var result : threads.invokeAll(tasks)) {
                assertThat(result.get()).isTrue();
            }
        }
    }

    private Pixels decode(byte[] file) {
        return decoder.decode(file, Optional.empty(), Background.WHITE);
    }

    private ImageRefusedException refusal(byte[] file) {
        return Refusals.of(() -> decode(file));
    }

    private static byte[] golden(String name) {
        return TestImages.bytes(GOLDENS.resolve(name));
    }
}
