package dev.easel.image;

import dev.easel.fixtures.Fixtures;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class MaskTest {
    private static final Path GOLDENS = Fixtures.GOLDENS.resolve("image_processor");

    @ParameterizedTest
    @CsvSource({"96, 80", "64, 64", "40, 120"})
    void equalsDiffusersMask(int width, int height) {
        var mask = Mask.of(TestImages.read(GOLDENS.resolve("input_96x80.png")), width, height);
        var expected = TestImages.read(GOLDENS.resolve("mask_" + width + "x" + height + ".png"));

        assertThat(mask.width()).isEqualTo(width);
        assertThat(mask.height()).isEqualTo(height);
        int repainted = 0;
        for (int i = 0; i < width * height; i++) {
            assertThat(mask.repaints(i % width, i / width)).isEqualTo(expected.rgb()[3 * i] != 0);
            repainted += expected.rgb()[3 * i] != 0 ? 1 : 0;
        }
        assertThat(repainted).isBetween(width * height / 10, width * height * 9 / 10);
    }

    @ParameterizedTest
    @CsvSource({
        "127, 127, 127, false", "128, 128, 128, true",
        "255, 87, 0, false", "255, 88, 0, true",
        "255, 0, 255, false", "0, 255, 0, true"
    })
    void thresholdsInTheMiddleOfGrey(int red, int green, int blue, boolean repainted) {
        var pixel = new Pixels(1, 1, new byte[] {(byte) red, (byte) green, (byte) blue});

        assertThat(Mask.of(pixel, 1, 1).repaints(0, 0)).isEqualTo(repainted);
    }

    @Test
    void samplesOnePixelForEachLatent() {
        byte[] rgb = new byte[16 * 24 * 3];
        paint(rgb, 8, 0);
        paint(rgb, 0, 16);
        paint(rgb, 7, 7);
        var mask = Mask.of(new Pixels(16, 24, rgb), 16, 24);

        assertThat(mask.toLatent(3, 2)).containsExactly(0, 1, 0, 0, 1, 0);
    }

    @Test
    void supportsLatentsOfAnySize() {
        byte[] rgb = new byte[5 * 3];
        rgb[3 * 3] = rgb[3 * 3 + 1] = rgb[3 * 3 + 2] = -1;
        var mask = Mask.of(new Pixels(5, 1, rgb), 5, 1);

        // floor(i * 5 / 3): 0, 1, 3
        assertThat(mask.toLatent(1, 3)).containsExactly(0, 0, 1);
        assertThat(mask.toLatent(2, 5)).containsExactly(0, 0, 0, 1, 0, 0, 0, 0, 1, 0);
    }

    @Test
    void isAValue() {
        var image = TestImages.smooth(9, 7);

        assertThat(Mask.of(image, 8, 8))
                .isEqualTo(Mask.of(image, 8, 8))
                .hasSameHashCodeAs(Mask.of(image, 8, 8))
                .isNotEqualTo(Mask.of(image, 8, 9))
                .isNotEqualTo(Mask.of(new Pixels(1, 1, new byte[3]), 8, 8));
        assertThat(Mask.of(new Pixels(1, 1, new byte[3]), 2, 2)).hasToString("Mask[2x2, 0 repainted]");
    }

    @Test
    void refusesPositionsOutside() {
        var mask = Mask.of(TestImages.smooth(2, 2), 2, 2);

        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> mask.repaints(2, 0));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> mask.repaints(0, -1));
    }

    private static void paint(byte[] rgb, int x, int y) {
        int at = 3 * (y * 16 + x);
        rgb[at] = rgb[at + 1] = rgb[at + 2] = -1;
    }
}
