package dev.easel.image;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PixelsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 1, 0",
        "1, 0, 0",
        "-1, -1, 3",
        "2, 2, 11",
        "2, 2, 13",
        "2147483647, 2147483647, 3",
        "65536, 65536, 0"
    })
    void refusesAWrongLength(int width, int height, int length) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Pixels(width, height, new byte[length]));
    }

    @Test
    void doesNotCopyItsArray() {
        byte[] rgb = new byte[2 * 3 * 3];

        assertThat(new Pixels(2, 3, rgb).rgb()).isSameAs(rgb);
    }

    @Test
    void areEqualByContent() {
        var image = TestImages.noise(4, 6);

        assertThat(image).isEqualTo(TestImages.noise(4, 6)).hasSameHashCodeAs(TestImages.noise(4, 6));
        assertThat(image).isNotEqualTo(TestImages.smooth(4, 6)).isNotEqualTo(new Pixels(6, 4, image.rgb()));
        assertThat(image).hasToString("Pixels[4x6]");
    }

    @Test
    void convertToABufferedImageInRowOrder() {
        var image = new Pixels(2, 1, new byte[] {1, 2, 3, (byte) 0xFF, (byte) 0xFE, 0}).toBufferedImage();

        assertThat(image.getRGB(0, 0)).isEqualTo(0xFF010203);
        assertThat(image.getRGB(1, 0)).isEqualTo(0xFFFFFE00);
    }
}
