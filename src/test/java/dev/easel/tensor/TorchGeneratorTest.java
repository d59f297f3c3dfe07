package dev.easel.tensor;

import com.fasterxml.jackson.databind.JsonNode;
import dev.easel.fixtures.Fixtures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** The numbers of torch.randn of torch 2.13. */
class TorchGeneratorTest {
    private static final JsonNode GOLDEN = Fixtures.json(Fixtures.GOLDENS.resolve("torch_randn_cases.json"));
    private static final float TOLERANCE = 1e-6f;

    static Stream<JsonNode> cases() {
        return StreamSupport.stream(GOLDEN.get("cases").spliterator(), false);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void equalsTorch(JsonNode golden) {
        float[] drawn = new TorchGenerator(golden.get("seed").asLong())
                .randn(golden.get("n").asInt())
                .data();
        // a half-precision torch.randn is the float32 one, rounded
        for (int i = 0; i < drawn.length; i++) {
            drawn[i] = rounded(drawn[i], golden.path("dtype").asText("torch.float32"));
        }

        assertThat(drawn)
                .usingElementComparator(TorchGeneratorTest::compare)
                .containsExactly(floats(golden.get("values")));
    }

    @Test
    void successiveDrawsContinueTheStream() {
        var golden = GOLDEN.get("successive");
        var generator = new TorchGenerator(golden.get("seed").asLong());
        for (var draw : golden.get("draws")) {
            assertThat(generator.randn(draw.size()).data())
                    .usingElementComparator(TorchGeneratorTest::compare)
                    .containsExactly(floats(draw));
        }
    }

    @Test
    void fillsTheLatentsOfAMegapixel() {
        var golden = GOLDEN.get("large");
        float[] drawn = new TorchGenerator(golden.get("seed").asLong())
                .randn(1, 16, 128, 128)
                .data();
        double sum = 0;
        double squares = 0;
        for (float value : drawn) {
            sum += value;
            squares += (double) value * value;
        }

        assertThat(sum).isCloseTo(golden.get("sum").asDouble(), within(1e-2));
        assertThat(squares).isCloseTo(golden.get("sumsq").asDouble(), within(1e-1));
        assertThat(Arrays.copyOf(drawn, 8))
                .usingElementComparator(TorchGeneratorTest::compare)
                .containsExactly(floats(golden.get("first8")));
        assertThat(Arrays.copyOfRange(drawn, drawn.length - 8, drawn.length))
                .usingElementComparator(TorchGeneratorTest::compare)
                .containsExactly(floats(golden.get("last8")));
    }

    private static int compare(Float a, Float b) {
        return Math.abs(a - b) <= TOLERANCE * Math.max(1, Math.abs(b)) ? 0 : Float.compare(a, b);
    }

    private static float rounded(float value, String dtype) {
        return switch (dtype) {
            case "torch.float16" -> Float.float16ToFloat(Float.floatToFloat16(value));
            case "torch.bfloat16" -> {
                int bits = Float.floatToIntBits(value);
                yield Float.intBitsToFloat((bits + 0x7fff + ((bits >> 16) & 1)) & 0xffff0000);
            }
            default -> value;
        };
    }

    private static Float[] floats(JsonNode values) {
        List<Float> floats = new ArrayList<>();
        values.forEach(value -> floats.add((float) value.asDouble()));
        return floats.toArray(Float[]::new);
    }
}
