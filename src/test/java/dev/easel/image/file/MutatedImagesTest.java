package dev.easel.image.file;

import com.sun.management.ThreadMXBean;
import dev.easel.fixtures.Fixtures;
import dev.easel.image.Background;
import dev.easel.image.Mask;
import dev.easel.image.file.ImageRefusedException.Reason;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/**
 * Whatever a file is made into, it is an image within the limits or refused in words for the caller, in bounded memory.
 *
 * <p>A failure names its mutant; {@code -Deasel.mutants.first=7 -Deasel.mutants.count=1} draws that one again.
 */
class MutatedImagesTest {
    private static final long FIRST = Long.getLong("easel.mutants.first", 0);
    private static final long COUNT = Long.getLong("easel.mutants.count", 2000);
    private static final ImageLimits LIMITS = new ImageLimits(400, 1 << 16);
    /** Bytes of heap: 16 a pixel of the largest image, some copies of the largest file, and a decoder's own tables. */
    private static final long MOST_MEMORY = 16L * LIMITS.pixels() + 8 * (1 << 15) + (1 << 20);

    private static final Pattern INSIDE = Pattern.compile("Exception|Error|java|null|javax|/(tmp|home|usr)");

    private final ImageDecoder decoder = new ImageDecoder(LIMITS);
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Map<Reason, Integer> refused = new EnumMap<>(Reason.class);
    private int decoded;

    @Test
    void decodesOrRefusesEveryMutant() throws IOException {
        List<byte[]> files = files();
        decodeOnce(files);
        for (long seed = FIRST; seed < FIRST + COUNT; seed++) {
            var mutant = new Mutant(seed, files);
            try {
                long before = threads.getCurrentThreadAllocatedBytes();
                check(mutant, seed % 2 == 0 ? Background.WHITE : Background.BLACK);
                assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(MOST_MEMORY);
            } catch (Throwable e) {
                fail("Mutant " + seed + ", " + mutant, e);
            }
        }
        assertThat(decoded
                        + refused.values().stream().mapToInt(Integer::intValue).sum())
                .isEqualTo((int) COUNT);
        if (COUNT >= 2000) {
            assertThat(decoded).isGreaterThan(200);
            assertThat(refused).containsOnlyKeys(Reason.values());
        }
    }

    private void check(Mutant mutant, Background background) {
        try {
            var image = decoder.decode(mutant.file(), mutant.mediaType(), background);
            decoded++;
            assertThat(image.width()).isBetween(1, LIMITS.side());
            assertThat(image.height()).isBetween(1, LIMITS.side());
            assertThat(image.width() * image.height()).isLessThanOrEqualTo(LIMITS.pixels());
            var mask = Mask.of(image, 64, 48);
            assertThat(mask.toLatent(6, 8)).hasSize(48).containsAnyOf(0, 1);
        } catch (ImageRefusedException e) {
            refused.merge(e.reason(), 1, Integer::sum);
            assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(200).doesNotContainPattern(INSIDE);
            assertThat(e).hasNoCause();
        }
    }

    /** Loads what is loaded once, so that it does not count as a mutant's memory. */
    private void decodeOnce(List<byte[]> files) {
        for (byte[] file : files) {
            try {
                decoder.decode(file, Optional.empty(), Background.WHITE);
            } catch (ImageRefusedException e) {
                assertThat(e.reason()).isIn(Reason.ANIMATED, Reason.UNSUPPORTED);
            }
        }
    }

    private static List<byte[]> files() throws IOException {
        try (var files = Files.list(Fixtures.GOLDENS.resolve("image_decoder"))) {
            return files.filter(file -> !file.toString().endsWith(".expected.png"))
                    .sorted()
                    .map(Fixtures::bytes)
                    .toList();
        }
    }
}
