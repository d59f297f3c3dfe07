package dev.easel.request;

import com.fasterxml.jackson.databind.node.IntNode;
import dev.easel.request.parameter.IntegerRange;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class SizeLimitsTest {
    private static final SizeLimits LIMITS =
            new SizeLimits(new IntegerRange(128, 64, 256, 16), new IntegerRange(128, 64, 256, 16));

    @ParameterizedTest
    @CsvSource({
        // as it is, or cut to the multiple
        "128, 128, 128, 128",
        "100, 120, 96, 112",
        "256, 64, 256, 64",
        // made smaller
        "512, 512, 256, 256",
        "1920, 1080, 256, 144",
        "4032, 3024, 256, 192",
        "300, 200, 256, 160",
        // made larger, no more than it has to be
        "32, 32, 64, 64",
        "20, 40, 64, 128",
        "1, 1, 64, 64",
        // of proportions that do not fit
        "1000, 10, 256, 64",
        "10, 1000, 64, 256",
        "8192, 1, 256, 64"
    })
    void followAImage(int width, int height, int columns, int rows) {
        assertThat(LIMITS.following(new Size(width, height))).isEqualTo(new Size(columns, rows));
    }

    @Test
    void areKeptWhateverTheImage() {
        var random = new Random(1);
        var odd = new SizeLimits(new IntegerRange(96, 50, 250, 24), new IntegerRange(104, 9, 119, 8));
        for (int i = 0; i < 10_000; i++) {
            var size = odd.following(new Size(1 + random.nextInt(5000), 1 + random.nextInt(5000)));
            assertThat(odd.width().faults(IntNode.valueOf(size.width())))
                    .as("%s", size)
                    .isEmpty();
            assertThat(odd.height().faults(IntNode.valueOf(size.height())))
                    .as("%s", size)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 192, 96", "128, 0, 128, 64", "0, 128, 256, 128", "64, 64, 64, 64", "256, 0, 256, 128"})
    void aSideThatIsAskedForTakesTheOtherWithIt(int width, int height, int columns, int rows) {
        var wanted = new WantedSize(given(width), given(height));

        assertThat(wanted.from(new Size(192, 96), LIMITS)).isEqualTo(new Size(columns, rows));
    }

    private static Optional<Integer> given(int side) {
        return side == 0 ? Optional.empty() : Optional.of(side);
    }
}
