package dev.easel.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import dev.easel.fixtures.Fixtures;
import dev.easel.fixtures.Npy;
import dev.easel.image.Pixels;
import dev.easel.tensor.FloatTensor;
import dev.easel.transformer.LatentPacking;
import dev.easel.vae.VaeDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static dev.easel.pipeline.Closeness.assertClose;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every text-to-image case that diffusers' FluxPipeline recorded on random-weight models: token ids, embeddings, latents
 * after each step, pixels. The tolerances are those of the recorded recipes: ids exact, embeddings 1e-4, latents 1e-4
 * relative, the picture 2e-5, 8-bit values at most 1 level off in a handful of places.
 */
class FluxGoldenTest {

    static Stream<Path> cases() {
        return Stream.of("tiny-random-flux-dev", "tiny-random-flux-schnell")
                .flatMap(model -> Fixtures.folders(Fixtures.GOLDENS.resolve(model)).stream())
                .filter(folder -> folder.getFileName().toString().startsWith("t2i"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void drawsWhatDiffusersDraws(Path folder) {
        var golden = Fixtures.json(folder.resolve("case.json"));
        var length = golden.get("max_sequence_length").asText();
        try (var host = Fixtures.host(Fixtures.model(golden.get("model").asText()));
                var pipeline =
                        (FluxPipeline) Fixtures.pipeline(host, Map.of("easel.model.max_sequence_length", length))) {
            var pictures = pictures(golden);
            var conditionings = pipeline.encode(pictures);
            checkEmbeddings(folder, conditionings);

            var rows = start(folder, pipeline, pictures, conditionings);
            for (int step = 0; step < golden.get("num_inference_steps").asInt(); step++) {
                rows = pipeline.step(rows);
                checkLatents(folder, step, rows);
            }
            assertClose(
                    latents(rows).data(),
                    Npy.floats(folder.resolve("latents_final.npy")).data(),
                    1e-4);
            assertThat(rows).allMatch(Denoising::isComplete);

            var image = pipeline.decodeToUnit(rows);
            assertClose(
                    channelsLast(image),
                    Npy.floats(folder.resolve("image_float.npy")).data(),
                    2e-5);
            checkPixels(folder, VaeDecoder.toPixels(image));
        }
    }

    private static List<ImageParameters> pictures(JsonNode golden) {
        var pictures = new ArrayList<ImageParameters>();
        for (int i = 0; i < golden.get("prompts").size(); i++) {
            pictures.add(new ImageParameters(
                    golden.get("prompts").get(i).asText(),
                    golden.get("negative_prompts").isNull()
                            ? Optional.empty()
                            : Optional.of(golden.get("negative_prompts").get(i).asText()),
                    golden.get("width").asInt(),
                    golden.get("height").asInt(),
                    golden.get("num_inference_steps").asInt(),
                    (float) golden.get("guidance_scale").asDouble(),
                    (float) golden.path("true_cfg_scale").asDouble(1),
                    golden.get("noise_seed").asLong()));
        }
        return pictures;
    }

    private static void checkEmbeddings(Path folder, List<Conditioning> conditionings) {
        var positives = conditionings.stream().map(Conditioning::positive).toList();
        check(folder, "", positives);
        var negatives =
                conditionings.stream().flatMap(c -> c.negative().stream()).toList();
        if (!negatives.isEmpty()) {
            check(folder, "negative_", negatives);
        }
    }

    private static void check(Path folder, String prefix, List<PromptEmbeddings> embeddings) {
        var sequences = FloatTensor.concatenate(
                embeddings.stream().map(PromptEmbeddings::promptEmbeds).toList());
        var vectors = FloatTensor.concatenate(
                embeddings.stream().map(PromptEmbeddings::pooledPromptEmbeds).toList());
        assertClose(
                sequences.data(),
                Npy.floats(folder.resolve(prefix + "prompt_embeds.npy")).data(),
                1e-4);
        assertClose(
                vectors.data(),
                Npy.floats(folder.resolve(prefix + "pooled_prompt_embeds.npy")).data(),
                1e-4);
    }

    /** From the recorded noise; and where one generator drew it, our own noise is the same. */
    private static List<Denoising> start(
            Path folder, FluxPipeline pipeline, List<ImageParameters> pictures, List<Conditioning> conditionings) {
        var packed = Npy.floats(folder.resolve("sample_first.npy")).rows();
        var rows = new ArrayList<Denoising>();
        for (int i = 0; i < pictures.size(); i++) {
            rows.add(pipeline.start(pictures.get(i), conditionings.get(i), packed.get(i)));
        }
        var noise = folder.resolve("noise_0.npy");
        if (Files.exists(noise)) {
            assertClose(
                    rows.getFirst().latents().data(),
                    LatentPacking.pack(Npy.floats(noise)).data(),
                    0);
        }
        return rows;
    }

    private static void checkLatents(Path folder, int step, List<Denoising> rows) {
        var recorded = folder.resolve("latents_steps.npy");
        if (Files.exists(recorded)) {
            var expected = Npy.floats(recorded).data();
            float[] actual = latents(rows).data();
            assertClose(actual, Arrays.copyOfRange(expected, step * actual.length, (step + 1) * actual.length), 1e-4);
        }
    }

    private static FloatTensor latents(List<Denoising> rows) {
        return FloatTensor.concatenate(rows.stream().map(Denoising::latents).toList());
    }

    private static float[] channelsLast(FloatTensor image) {
        int area = image.shape().extent(2) * image.shape().extent(3);
        var values = new float[image.data().length];
        for (int i = 0; i < values.length; i++) {
            int row = i / (3 * area);
            int channel = i / area % 3;
            values[(row * area + i % area) * 3 + channel] = image.data()[i];
        }
        return values;
    }

    private static void checkPixels(Path folder, List<Pixels> pictures) {
        for (int i = 0; i < pictures.size(); i++) {
            var single = folder.resolve("image.png");
            var file = Files.exists(single) ? single : folder.resolve("image_" + i + ".png");
            Closeness.assertSamePicture(pictures.get(i), file, 8);
        }
    }
}
