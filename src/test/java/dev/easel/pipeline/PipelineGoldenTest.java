package dev.easel.pipeline;

import dev.easel.fixtures.Fixtures;
import dev.easel.fixtures.Noise;
import dev.easel.pipeline.prompt.Conditioning;
import dev.easel.pipeline.prompt.PromptEmbeddings;
import dev.easel.tensor.FloatTensor;
import dev.easel.vae.VaeDecoder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static dev.easel.pipeline.Closeness.assertClose;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every recorded call of a diffusers pipeline on random-weight models, of all families and tasks, with LoRAs and without:
 * embeddings, timesteps, latents after each step, pixels. The tolerances are those of the recorded recipes: timesteps
 * exact, embeddings 1e-4, latents 1e-4 relative, the image 2e-5, 8-bit values at most 1 level off in a handful of places.
 */
class PipelineGoldenTest {

    static Stream<GoldenCase> cases() {
        return Stream.of(
                        "tiny-random-flux-dev",
                        "tiny-random-flux-dev-lora",
                        "tiny-random-flux-schnell",
                        "tiny-random-z-image-turbo",
                        "tiny-random-sdxl-turbo",
                        "tiny-random-lcm")
                .flatMap(model -> Fixtures.folders(Fixtures.GOLDENS.resolve(model)).stream())
                .map(GoldenCase::of);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void generatesTheImageOfDiffusers(GoldenCase golden, @TempDir Path copy) {
        try (var host = Fixtures.host(golden.model(copy));
                var pipeline = Fixtures.pipeline(host, golden.settings())) {
            var images = golden.images();
            var conditionings = pipeline.encode(images);
            checkEmbeddings(
                    golden,
                    "",
                    conditionings.stream().map(Conditioning::positive).toList());
            checkEmbeddings(
                    golden,
                    "negative_",
                    conditionings.stream().flatMap(c -> c.negative().stream()).toList());

            var rows = start(golden, pipeline, images, conditionings);
            checkSchedule(golden, rows.getFirst());
            for (int step = 0; step < golden.executedSteps(); step++) {
                rows = pipeline.step(rows);
                checkLatents(golden, step, rows);
            }
            assertClose(latents(rows).data(), golden.floats("latents_final").data(), 1e-4);
            assertThat(rows).allMatch(Denoising::isComplete);

            var decoder = VaeDecoder.open(host);
            var unrounded = FloatTensor.concatenate(
                    rows.stream().map(pipeline::latents).map(decoder::decode).toList());
            assertClose(channelsLast(unrounded), golden.floats("image_float").data(), 2e-5);
            for (int i = 0; i < rows.size(); i++) {
                Closeness.assertSameImage(pipeline.decode(rows.get(i)), golden.image(i, rows.size()), 8);
            }
        }
    }

    private static void checkEmbeddings(GoldenCase golden, String prefix, List<PromptEmbeddings> embeddings) {
        for (int i = 0; i < embeddings.size(); i++) {
            var actual = embeddings.get(i);
            if (golden.has(prefix + "prompt_embeds_" + i)) {
                var expected = golden.floats(prefix + "prompt_embeds_" + i);
                assertClose(actual.promptEmbeds().data(), expected.data(), 1e-4);
            } else {
                checkRow(golden, prefix + "prompt_embeds", i, actual.promptEmbeds());
            }
            if (actual.pooledPromptEmbeds().isPresent()) {
                checkRow(golden, prefix + "pooled_prompt_embeds", i, actual.pooled());
            }
        }
    }

    private static void checkRow(GoldenCase golden, String name, int row, FloatTensor actual) {
        assertClose(actual.data(), golden.floats(name).rows().get(row).data(), 1e-4);
    }

    /** From the recorded noise; if several generators drew it, from the sample that entered the first step. */
    private static List<Denoising> start(
            GoldenCase golden,
            DiffusionPipeline pipeline,
            List<ImageParameters> images,
            List<Conditioning> conditionings) {
        var noise = golden.noise();
        var first = golden.floats("sample_first").rows();
        var rows = new ArrayList<Denoising>();
        for (int i = 0; i < images.size(); i++) {
            var row = noise.isEmpty()
                    ? from(first.get(i), pipeline.start(images.get(i), conditionings.get(i)))
                    : pipeline.start(images.get(i), conditionings.get(i), Noise.recorded(noise));
            assertClose(row.latents().data(), first.get(i).data(), 1e-4);
            rows.add(row);
        }
        return rows;
    }

    private static Denoising from(FloatTensor sample, Denoising row) {
        return new Denoising(
                row.parameters(),
                row.conditioning(),
                row.source(),
                row.trajectory(),
                row.sampling().with(sample),
                row.modelOutput(),
                row.beforeLast());
    }

    private static void checkSchedule(GoldenCase golden, Denoising row) {
        assertThat(row.steps()).isEqualTo(golden.executedSteps());
        var timesteps = golden.recorded().get("scheduler_timesteps");
        int skipped = row.trajectory().schedule().steps() - timesteps.size();
        for (int i = 0; i < timesteps.size(); i++) {
            assertThat(row.trajectory().schedule().timestep(i + skipped))
                    .as("timestep %d", i)
                    .isEqualTo((float) timesteps.get(i).asDouble());
        }
    }

    private static void checkLatents(GoldenCase golden, int step, List<Denoising> rows) {
        if (golden.has("latents_steps")) {
            float[] expected = golden.floats("latents_steps").data();
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
}
