package dev.easel.image.file;

import dev.easel.image.TestImages;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class LossyCodecsTest {

    @ParameterizedTest
    @CsvSource({"1, 1", "33, 31", "128, 128"})
    void decodeToNearTheOriginal(int width, int height) throws IOException {
        for (Codec codec : new Codec[] {new JpegCodec(), new WebpCodec()}) {
            var image = TestImages.smooth(width, height);
            var decoded = TestImages.read(codec.encode(image, new ImageMetadata("a", "{}")));

            assertThat(decoded.width()).as(codec.toString()).isEqualTo(width);
            assertThat(decoded.height()).as(codec.toString()).isEqualTo(height);
            assertThat(TestImages.psnr(image, decoded)).as(codec.toString()).isGreaterThan(35);
        }
    }
}
