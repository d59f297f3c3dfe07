package dev.easel.image;

import dev.easel.fixtures.Fixtures;
import dev.easel.fixtures.Npy;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class LanczosTest {
    private static final Path GOLDENS = Fixtures.GOLDENS.resolve("image_processor");
    private static final Pixels SOURCE = TestImages.read(GOLDENS.resolve("input_96x80.png"));

    @Test
    void equalsTheFixtures() {
        assertThat(Lanczos.resize(SOURCE, 64, 64))
                .isEqualTo(TestImages.read(GOLDENS.resolve("resized_lanczos_64x64.png")));
    }

    @Test
    void equalsDiffusersInput() {
        byte[] rgb = Lanczos.resize(SOURCE, 64, 64).rgb();
        float[] expected = Npy.floats(GOLDENS.resolve("preprocessed_64x64.npy")).data();

        assertThat(expected).hasSize(rgb.length);
        for (int i = 0; i < expected.length; i++) {
            int pixel = i % (64 * 64);
            int channel = i / (64 * 64);
            assertThat((rgb[3 * pixel + channel] & 0xFF) / 255f * 2 - 1).isCloseTo(expected[i], within(1e-6f));
        }
    }

    @ParameterizedTest
    @CsvSource({"37, 91", "193, 5", "1, 1", "1, 160", "300, 1", "95, 80", "96, 81", "128, 128"})
    void equalsPil(int width, int height) {
        assertThat(Lanczos.resize(SOURCE, width, height))
                .isEqualTo(TestImages.read(GOLDENS.resolve("lanczos_" + width + "x" + height + ".png")));
    }

    @Test
    void resizesSidesOfOnePixel() {
        var row = new Pixels(96, 1, Arrays.copyOf(SOURCE.rgb(), 96 * 3));
        byte[] first = new byte[80 * 3];
        for (int y = 0; y < 80; y++) {
            System.arraycopy(SOURCE.rgb(), y * 96 * 3, first, y * 3, 3);
        }

        assertThat(Lanczos.resize(row, 33, 7))
                .isEqualTo(TestImages.read(GOLDENS.resolve("lanczos_first_row_33x7.png")));
        assertThat(Lanczos.resize(new Pixels(1, 80, first), 7, 33))
                .isEqualTo(TestImages.read(GOLDENS.resolve("lanczos_first_column_7x33.png")));
    }

    @Test
    void resizesOneChannel() {
        byte[] grey = TestImages.greys(GOLDENS.resolve("input_grey_96x80.png"));

        assertThat(Lanczos.resize(grey, 1, 96, 80, 41, 29))
                .isEqualTo(TestImages.greys(GOLDENS.resolve("lanczos_grey_41x29.png")));
    }

    @Test
    void leavesTheSameSizeAlone() {
        assertThat(Lanczos.resize(SOURCE, 96, 80)).isSameAs(SOURCE);
    }

    @Test
    void shrinksALongSide() {
        var wide = Lanczos.resize(new Pixels(20_000, 1, new byte[60_000]), 1, 1);

        assertThat(wide).isEqualTo(new Pixels(1, 1, new byte[3]));
    }
}
