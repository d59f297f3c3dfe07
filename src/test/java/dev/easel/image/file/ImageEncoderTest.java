package dev.easel.image.file;

import dev.easel.image.TestImages;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ImageEncoderTest {
    private static final ImageMetadata METADATA =
            new ImageMetadata("a <lighthouse> & \"灯台\" 🎨\nSteps: 4", "{\"prompt\":\"灯台\\n🎨\",\"seed\":42}");

    private final ImageEncoder encoder = new ImageEncoder();

    @ParameterizedTest
    @EnumSource
    void writesHowTheImageWasGenerated(ImageFormat format) {
        var xmp = Xmp.of(encoder.encode(TestImages.smooth(17, 5), format, METADATA), format);

        assertThat(xmp.digitalSourceType())
                .contains("http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia");
        assertThat(xmp.creatorTool()).contains("Easel");
        assertThat(xmp.description()).contains(METADATA.parameters());
        assertThat(xmp.generation()).contains(METADATA.json());
        assertThat(xmp.text()).contains("easel:generation", "Iptc4xmpExt:DigitalSourceType");
    }

    @ParameterizedTest
    @EnumSource
    void dropsCharactersThatXmlForbids(ImageFormat format) {
        var metadata = new ImageMetadata("a\0b\u0001\ud83d c\uffff]]>", "\"\udfa8\u0000\"");
        var xmp = Xmp.of(encoder.encode(TestImages.smooth(8, 8), format, metadata), format);

        assertThat(xmp.description()).contains("ab c]]>");
        assertThat(xmp.generation()).contains("\"\"");
    }

    @ParameterizedTest
    @EnumSource
    void writesEmptyAndLongMetadata(ImageFormat format) {
        for (String text : List.of("", "灯台".repeat(50_000))) {
            byte[] file = encoder.encode(TestImages.smooth(1, 1), format, new ImageMetadata(text, text));

            assertThat(Xmp.of(file, format).digitalSourceType()).contains(XmpPacket.DIGITAL_SOURCE_TYPE);
            assertThat(TestImages.read(file).width()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void writesEqualBytesOnManyThreads(ImageFormat format) throws Exception {
        var image = TestImages.noise(61, 47);
        byte[] alone = encoder.encode(image, format, METADATA);
        Callable<byte[]> task = () -> encoder.encode(image, format, METADATA);
        try (var threads = Executors.newFixedThreadPool(8)) {
            List<Future<byte[]>> files = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                files.add(threads.submit(task));
            }
            for (Future<byte[]> file : files) {
                assertThat(file.get()).isEqualTo(alone);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"JPEG, 65501, 1", "JPEG, 1, 65536", "WEBP, 16384, 1", "WEBP, 1, 16384"})
    void reportsAnImageTooLargeForTheFormat(ImageFormat format, int width, int height) {
        var image = TestImages.smooth(width, height);

        assertThatThrownBy(() -> encoder.encode(image, format, METADATA))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(width + "x" + height);
    }

    @Test
    void namesMediaTypesAndExtensions() {
        assertThat(ImageFormat.values())
                .extracting(ImageFormat::mediaType)
                .containsExactly("image/png", "image/jpeg", "image/webp");
        assertThat(ImageFormat.values()).extracting(ImageFormat::extension).containsExactly("png", "jpg", "webp");
    }
}
