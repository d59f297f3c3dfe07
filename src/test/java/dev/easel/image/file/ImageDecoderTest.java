package dev.easel.image.file;

import dev.easel.image.Background;
import dev.easel.image.TestImages;
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

import static org.assertj.core.api.Assertions.assertThat;

/** Compares with Pillow's results for the same files, recorded by tools/goldens/record_images.py. */
class ImageDecoderTest {

    @ParameterizedTest
    @MethodSource("dev.easel.image.file.DecoderGoldens#names")
    void equalsPillow(String name) {
        var expected = DecoderGoldens.expected(name);
        var decoded = DecoderGoldens.decode(DecoderGoldens.file(name));

        assertThat(decoded).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource
    void readsWhatEaselWrites(ImageFormat format) {
        var image = TestImages.smooth(33, 20);
        byte[] file = new ImageEncoder().encode(image, format, new ImageMetadata("a", "{}"));

        assertThat(TestImages.psnr(image, DecoderGoldens.decode(file))).isGreaterThan(35);
    }

    @Test
    void flattensMasksOnBlack() {
        var white = DecoderGoldens.decode(DecoderGoldens.file("rgba.png"));
        var black = DecoderGoldens.DECODER.decode(DecoderGoldens.file("rgba.png"), Optional.empty(), Background.BLACK);

        // the first pixel is transparent
        assertThat(white.rgb()).startsWith(255, 255, 255);
        assertThat(black.rgb()).startsWith(0, 0, 0);
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
        assertThat(DecoderGoldens.DECODER
                        .decode(DecoderGoldens.file(name), Optional.of(mediaType), Background.WHITE)
                        .width())
                .isEqualTo(23);
    }

    @Test
    void acceptsAnImageAtTheLimit() {
        var bounded = new ImageDecoder(new ImageLimits(23, 23 * 17));

        assertThat(bounded.decode(DecoderGoldens.file("rgb.png"), Optional.empty(), Background.WHITE))
                .isEqualTo(DecoderGoldens.decode(DecoderGoldens.file("rgb.png")));
    }

    @Test
    void hidesMetadataFromDecoders() {
        byte[] huge = PngEdit.deflated(50_000_000);
        byte[] profile = new byte[huge.length + 3];
        profile[0] = 'x';
        System.arraycopy(huge, 0, profile, 3, huge.length);
        byte[] png = PngEdit.of(DecoderGoldens.file("palette.png"))
                .insert("iCCP", profile)
                .insert("zTXt", profile)
                .insert("tEXt", new byte[0])
                .toByteArray();

        assertThat(DecoderGoldens.decode(png)).isEqualTo(DecoderGoldens.expected("palette.png"));
        assertThat(ImageFile.open(png, ImageFormat.PNG).essential())
                .hasSizeLessThan(DecoderGoldens.file("palette.png").length + 100);
    }

    @Test
    void ignoresTheBytesAfterAnImage() {
        for (String name : List.of("rgb.png", "full_colors.jpg", "lossless.webp")) {
            byte[] file = DecoderGoldens.file(name);

            assertThat(DecoderGoldens.decode(Arrays.copyOf(file, file.length + 100)))
                    .isEqualTo(DecoderGoldens.decode(file));
        }
    }

    @Test
    void isThreadSafe() throws Exception {
        try (var threads = Executors.newFixedThreadPool(8)) {
            List<Callable<Boolean>> tasks = DecoderGoldens.names().stream()
                    .flatMap(name -> Stream.of(name, name, name))
                    .map(name -> (Callable<Boolean>) () ->
                            DecoderGoldens.decode(DecoderGoldens.file(name)).equals(DecoderGoldens.expected(name)))
                    .toList();
            for (var result : threads.invokeAll(tasks)) {
                assertThat(result.get()).isTrue();
            }
        }
    }
}
