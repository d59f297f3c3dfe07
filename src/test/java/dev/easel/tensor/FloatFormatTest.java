package dev.easel.tensor;

import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class FloatFormatTest {

    @ParameterizedTest
    @CsvSource({
        "BFLOAT16, 1, 3f80",
        "BFLOAT16, 1.00390625, 3f80", // halfway, to even
        "BFLOAT16, 1.01171875, 3f82", // halfway, to even
        "BFLOAT16, 1.004, 3f81",
        "BFLOAT16, -1.004, bf81",
        "BFLOAT16, 3.4028235E38, 7f80",
        "BFLOAT16, NaN, 7fc0",
        "FLOAT16, 1.00048828125, 3c00", // halfway, to even
        "FLOAT16, 65520, 7c00",
        "FLOAT16, -2, c000"
    })
    void roundsToNearestEven(FloatFormat format, float value, String bits) {
        var bytes = new byte[4];
        format.write(new float[] {value}, MemorySegment.ofArray(bytes), 1);
        assertThat("%02x%02x".formatted(bytes[3], bytes[2])).isEqualTo(bits);
        assertThat(bytes).startsWith(0, 0);
    }

    @Test
    void readsWhatItWrote() {
        float[] values = {0, 1, -2.5f, 1024, Float.POSITIVE_INFINITY};
        for (var format : FloatFormat.values()) {
            var memory = MemorySegment.ofArray(new byte[(values.length + 1) * format.bytes()]);
            format.write(values, memory, 1);
            assertThat(format.read(memory, 1, values.length)).as("%s", format).isEqualTo(values);
        }
    }
}
