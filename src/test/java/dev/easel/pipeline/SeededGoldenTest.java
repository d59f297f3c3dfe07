package dev.easel.pipeline;

import dev.easel.fixtures.Fixtures;
import dev.easel.fixtures.ModelCopy;
import dev.easel.fixtures.SeededCase;
import dev.easel.image.Mask;
import dev.easel.image.Pixels;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The same seed gives the image of diffusers with {@code torch.Generator("cpu").manual_seed(seed)}, at most one
 * level off: every family and task, with the model's defaults for parameters that a caller leaves out.
 */
class SeededGoldenTest {
    private static final int VALUES_OFF = 8;

    static Stream<SeededCase> cases() {
        return SeededCase.all().stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void generatesTheImageOfTheSeed(SeededCase golden, @TempDir Path copy) {
        Closeness.assertSameImage(draw(golden, golden.model().in(copy)), golden.image(), VALUES_OFF);
    }

    /** The prompt has the "!" that SDXL's second tokenizer pads with. */
    @Test
    void vocabularyAndMergesGenerateTheImageOfTheSeed(@TempDir Path copy) {
        var golden = golden("sdxl-turbo-t2i-cfg");
        var model = new ModelCopy(golden.model().in(copy));
        model.delete("tokenizer/tokenizer.json");
        model.delete("tokenizer_2/tokenizer.json");
        Closeness.assertSameImage(draw(golden, copy), golden.image(), VALUES_OFF);
    }

    /** Its scheduler's timesteps have fractions, which the graph of the other test takes. */
    @Test
    void aGraphOfWholeTimestepsGeneratesAnotherImage(@TempDir Path copy) {
        var golden = golden("sd-karras-t2i");
        var whole = Fixtures.model(golden.model().name()).resolve("unet/model.onnx");
        new ModelCopy(golden.model().in(copy)).copy(whole, "unet/model.onnx");
        var drawn = draw(golden, copy).rgb();
        var expected = Closeness.rgb(golden.image());
        assertThat(IntStream.range(0, drawn.length)
                        .map(i -> Math.abs((drawn[i] & 0xff) - (expected[i] & 0xff)))
                        .max()
                        .orElseThrow())
                .isGreaterThan(1);
    }

    private static SeededCase golden(String name) {
        return SeededCase.all().stream()
                .filter(golden -> golden.toString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Pixels draw(SeededCase golden, Path model) {
        try (var host = Fixtures.singleThreadedHost(model);
                var pipeline = Fixtures.pipeline(host, Map.of())) {
            var image = parameters(golden, pipeline.description().defaults());
            var row = pipeline.start(image, pipeline.encode(List.of(image)).getFirst());
            while (!row.isComplete()) {
                row = pipeline.step(List.of(row)).getFirst();
            }
            return pipeline.decode(row);
        }
    }

    private static ImageParameters parameters(SeededCase golden, ModelDescription.Defaults defaults) {
        var request = golden.request();
        return new ImageParameters(
                        request.get("prompt").asText(),
                        Optional.ofNullable(request.get("negative_prompt")).map(text -> text.asText()),
                        request.get("width").asInt(),
                        request.get("height").asInt(),
                        request.get("num_inference_steps").asInt(),
                        (float) request.path("guidance_scale").asDouble(defaults.guidanceScale()),
                        (float) request.path("true_cfg_scale").asDouble(1),
                        request.get("seed").asLong())
                .with(task(golden));
    }

    private static Task task(SeededCase golden) {
        if (golden.input("input.png").isEmpty()) {
            return new Task.TextToImage();
        }
        var image = image(golden, "input.png");
        double strength = golden.request().path("strength").asDouble();
        if (golden.pipeline().contains("Kontext")) {
            return new Task.Edit(image);
        } else if (golden.input("mask.png").isPresent()) {
            var mask = image(golden, "mask.png");
            return new Task.Inpaint(image, Mask.of(mask, mask.width(), mask.height()), strength);
        }
        return new Task.ImageToImage(image, strength);
    }

    private static Pixels image(SeededCase golden, String name) {
        return Closeness.pixels(golden.input(name).orElseThrow());
    }
}
