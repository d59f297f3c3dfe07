package dev.easel.request;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The numbers of diffusers' Kontext pipeline. */
class ReferenceSizeTest {
    private static final ReferenceSize KONTEXT = new ReferenceSize(1024, 16);

    /** What diffusers makes of an image: the reference's size, then the result's, before it is cut to a multiple of 16. */
    @ParameterizedTest
    @CsvSource({
        "1024, 1024, 1024, 1024, 1024, 1024",
        "640, 480, 1184, 880, 1168, 880",
        "480, 640, 880, 1184, 880, 1168",
        "1920, 1080, 1392, 752, 1360, 768",
        "1080, 1920, 752, 1392, 768, 1360",
        "4032, 3024, 1184, 880, 1168, 880",
        "100, 1000, 672, 1568, 320, 3232",
        "1000, 100, 1568, 672, 3232, 320",
        "37, 41, 944, 1104, 960, 1072",
        "2, 3, 832, 1248, 832, 1248",
        "3000, 2000, 1248, 832, 1248, 832",
        "1344, 1000, 1184, 880, 1184, 880"
    })
    void isThatOfDiffusers(int width, int height, int columns, int rows, int resultColumns, int resultRows) {
        var image = new Size(width, height);

        assertThat(KONTEXT.of(image)).isEqualTo(new Size(columns, rows));
        var result = KONTEXT.result(image);
        assertThat(new Size(result.width() / 16 * 16, result.height() / 16 * 16))
                .isEqualTo(new Size(resultColumns, resultRows));
    }

    /** The same table for a model of another size, and the model's own area. */
    @ParameterizedTest
    @CsvSource({
        "128, 128, 128, 128, 128, 128",
        "640, 480, 144, 96, 148, 111",
        "100, 1000, 80, 192, 40, 405",
        "1, 8192, 80, 192, 1, 11585"
    })
    void isScaledToTheModel(int width, int height, int columns, int rows, int resultColumns, int resultRows) {
        var small = new ReferenceSize(128, 16);

        assertThat(small.of(new Size(width, height))).isEqualTo(new Size(columns, rows));
        assertThat(small.result(new Size(width, height))).isEqualTo(new Size(resultColumns, resultRows));
    }
}
