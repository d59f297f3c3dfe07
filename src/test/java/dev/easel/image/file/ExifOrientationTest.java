package dev.easel.image.file;

import dev.easel.image.Orientation;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ExifOrientationTest {
    @ParameterizedTest
    @CsvSource({
        "0, UPRIGHT",
        "1, UPRIGHT",
        "2, MIRROR",
        "3, TURN_180",
        "4, FLIP",
        "5, TRANSPOSE",
        "6, TURN_CLOCKWISE",
        "7, TRANSVERSE",
        "8, TURN_COUNTERCLOCKWISE",
        "9, UPRIGHT",
        "65535, UPRIGHT"
    })
    void readsBothByteOrders(int value, Orientation orientation) {
        assertThat(ExifOrientation.of(block(ByteOrder.BIG_ENDIAN, 8, 3, 1, value)))
                .isEqualTo(orientation);
        assertThat(ExifOrientation.of(block(ByteOrder.LITTLE_ENDIAN, 20, 3, 1, value)))
                .isEqualTo(orientation);
    }

    @Test
    void skipsThePrefix() {
        ByteBuffer tiff = block(ByteOrder.LITTLE_ENDIAN, 8, 3, 1, 6);
        byte[] prefixed = Arrays.copyOf(ExifOrientation.PREFIX, ExifOrientation.PREFIX.length + tiff.capacity());
        tiff.get(0, prefixed, ExifOrientation.PREFIX.length, tiff.capacity());

        assertThat(ExifOrientation.of(ByteBuffer.wrap(prefixed))).isEqualTo(Orientation.TURN_CLOCKWISE);
    }

    @ParameterizedTest
    @CsvSource({"8, 4, 1", "8, 3, 2", "8, 3, 0", "8, 3, -1"})
    void readsOneShortOnly(int directory, int type, int count) {
        assertThat(ExifOrientation.of(block(ByteOrder.BIG_ENDIAN, directory, type, count, 6)))
                .isEqualTo(Orientation.UPRIGHT);
    }

    @ParameterizedTest
    @CsvSource({"-1", "2147483647", "-2147483648", "60", "1000"})
    void staysWithinTheBlock(int directory) {
        ByteBuffer block = block(ByteOrder.BIG_ENDIAN, 8, 3, 1, 6).putInt(4, directory);

        assertThat(ExifOrientation.of(block)).isEqualTo(Orientation.UPRIGHT);
    }

    @Test
    void survivesEveryTruncationAndFlip() {
        byte[] whole = new byte[60];
        block(ByteOrder.LITTLE_ENDIAN, 8, 3, 1, 6).get(0, whole);
        var random = new Random(1);
        for (int length = 0; length < whole.length; length++) {
            for (int i = 0; i < 100; i++) {
                byte[] mutant = Arrays.copyOf(whole, length);
                if (length > 0) {
                    mutant[random.nextInt(length)] ^= (byte) (1 << random.nextInt(8));
                }
                assertThat(ExifOrientation.of(ByteBuffer.wrap(mutant))).isNotNull();
            }
        }
    }

    /** A TIFF header and a directory of another tag and the orientation. */
    private static ByteBuffer block(ByteOrder order, int directory, int type, int count, int value) {
        return ByteBuffer.allocate(60)
                .order(order)
                .putShort((short) (order == ByteOrder.BIG_ENDIAN ? 0x4D4D : 0x4949))
                .putShort((short) 42)
                .putInt(directory)
                .putShort(directory, (short) 2)
                .putShort(directory + 2, (short) 0x010F)
                .putShort(directory + 14, (short) 0x0112)
                .putShort(directory + 16, (short) type)
                .putInt(directory + 18, count)
                .putShort(directory + 22, (short) value)
                .rewind();
    }
}
