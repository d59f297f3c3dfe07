package dev.easel.pipeline;

import dev.easel.fixtures.Fixtures;
import dev.easel.fixtures.ModelCopy;
import dev.easel.fixtures.Noise;
import dev.easel.fixtures.Npy;
import dev.easel.fixtures.SessionThreads;
import dev.easel.pipeline.prompt.PromptEmbeddings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.easel.pipeline.Closeness.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Whole images with LoRAs, chosen by name and weight; those of diffusers are in {@link PipelineGoldenTest}. */
class LoraImagesTest {
    private static final Path DEV = Fixtures.model("tiny-random-flux-dev");
    private static final Path SDXL = Fixtures.model("tiny-random-sdxl-turbo");
    private static final Path GOLDENS = Fixtures.GOLDENS.resolve("tiny-random-flux-dev-lora");
    private static final String PEFT = GOLDENS.resolve("lora_peft.safetensors").toString();
    private static final String KOHYA =
            Fixtures.GOLDENS.resolve("lora/flux_kohya.safetensors").toString();
    private static final String SDXL_KOHYA =
            Fixtures.GOLDENS.resolve("lora/sdxl_kohya.safetensors").toString();

    @Test
    void twoLorasAddUp() {
        assertRecorded(DEV, lora("quarter", 0.25f), lora("rest", 0.75f));
    }

    /** Without an image to change, Kontext is FLUX.1-dev. */
    @Test
    void kontextGeneratesTheImageOfDiffusersFromAPrompt(@TempDir Path copy) {
        assertRecorded(kontext(copy), lora("fox", 1));
    }

    private static void assertRecorded(Path model, WeightedLora... loras) {
        var golden = GoldenCase.of(GOLDENS.resolve("lora_peft_w1.0"));
        var settings =
                Stream.of(loras).collect(Collectors.toMap(lora -> "easel.model.loras." + lora.name(), _ -> PEFT));
        try (var host = Fixtures.host(model);
                var pipeline = Fixtures.pipeline(host, settings)) {
            var image = golden.images().getFirst().with(setup(loras));
            var conditioning = pipeline.encode(List.of(image)).getFirst();
            var row = pipeline.start(image, conditioning, Noise.recorded(golden.noise()));
            while (!row.isComplete()) {
                row = pipeline.step(List.of(row)).getFirst();
            }
            assertClose(
                    row.latents().data(),
                    Npy.floats(GOLDENS.resolve("lora_peft_w1.0/latents_final.npy"))
                            .data(),
                    1e-4);
            Closeness.assertSameImage(pipeline.decode(row), golden.image(0, 1), 8);
        }
    }

    /** Alone, and in a batch with another image that is a step ahead. */
    @Test
    void kontextEditsAreTheSameAloneAndInABatch(@TempDir Path copy) {
        var edit = Drawing.image(3, lora("fox", 1)).with(edit("tiny-random-flux-dev/kontext_64x64_s4"));
        var other = Drawing.image(4, lora("fox", 1)).with(edit("seeded/flux-kontext-edit"));
        try (var pipeline = Drawing.open(kontext(copy), Map.of("loras.fox", PEFT))) {
            var alone = Drawing.complete(pipeline, edit);
            var row = Drawing.start(pipeline, edit);
            var company = pipeline.step(List.of(Drawing.start(pipeline, other))).getFirst();
            while (!row.isComplete()) {
                var both = pipeline.step(List.of(company, row));
                company = both.getFirst();
                row = both.getLast();
            }
            assertThat(row.latents().data()).isEqualTo(alone.latents().data());
            var image = pipeline.decode(row);
            assertThat(image).isEqualTo(pipeline.decode(alone));
            assertThat(image).isNotEqualTo(Drawing.draw(pipeline, edit.with(Setup.OWN)));
            assertThat(image).isNotEqualTo(Drawing.draw(pipeline, edit.with(new Task.TextToImage())));
        }
    }

    private static Task edit(String golden) {
        return new Task.Edit(Closeness.pixels(Fixtures.GOLDENS.resolve(golden).resolve("input.png")));
    }

    private static Path kontext(Path folder) {
        ModelCopy.of(DEV, folder).replace("model_index.json", "FluxPipeline", "FluxKontextPipeline");
        return folder;
    }

    /** To the bit: adding nothing changes nothing. */
    @Test
    void weightZeroIsTheModelItself() {
        try (var pipeline = Drawing.open(DEV, Map.of("loras.fox", PEFT))) {
            var plain = Drawing.draw(pipeline, Drawing.image(2));
            assertThat(Drawing.draw(pipeline, Drawing.image(2, lora("fox", 0)))).isEqualTo(plain);
            assertThat(Drawing.draw(pipeline, Drawing.image(2, lora("fox", 1)))).isNotEqualTo(plain);
        }
    }

    @Test
    void rowsWithDifferentLorasOrWeightsShareNoPass() {
        try (var pipeline = Drawing.open(DEV, Map.of("loras.fox", PEFT, "loras.owl", KOHYA))) {
            var images = List.of(
                    Drawing.image(2),
                    Drawing.image(2, lora("fox", 1)),
                    Drawing.image(2, lora("fox", 0.5f)),
                    Drawing.image(2, lora("owl", 1)),
                    Drawing.image(2, lora("fox", 1), lora("owl", 1)));
            assertThat(images.stream().map(pipeline::key)).doesNotHaveDuplicates();
            assertThat(pipeline.key(Drawing.image(3, lora("fox", 1)))).isEqualTo(pipeline.key(images.get(1)));
            var rows =
                    images.stream().map(image -> Drawing.start(pipeline, image)).toList();
            assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> pipeline.step(rows));
        }
    }

    @Test
    void anUnknownNameIsRefused() {
        try (var pipeline = Drawing.open(DEV, Map.of("loras.fox", PEFT))) {
            assertThat(pipeline.description().loras()).containsExactly("fox");
            assertThat(pipeline.description().unweightedLoras()).isEmpty();
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> Drawing.start(pipeline, Drawing.image(2, lora("owl", 1))))
                    .withMessage("there is no LoRA owl");
        }
    }

    /** Together in one call, and again from the cache: each prompt has the embeddings of a call of its own. */
    @Test
    void aLoraOfTextEncodersHasItsOwnPromptEmbeddings() {
        var images = List.of(
                Drawing.image(1),
                Drawing.image(1, lora("owl", 1)),
                Drawing.image(1, lora("owl", 0.5f)),
                Drawing.image(1, lora("owl", 1)));
        var settings = Map.of("loras.owl", SDXL_KOHYA);
        try (var pipeline = Drawing.open(SDXL, settings);
                var forgetful = Drawing.open(SDXL, Map.of("loras.owl", SDXL_KOHYA, "prompt_cache", "0"))) {
            var alone = new ArrayList<PromptEmbeddings>();
            images.forEach(image ->
                    alone.add(forgetful.encode(List.of(image)).getFirst().positive()));
            for (int time = 0; time < 2; time++) {
                var together = pipeline.encode(images);
                for (int i = 0; i < images.size(); i++) {
                    var read = together.get(i).positive();
                    assertThat(read.promptEmbeds().data())
                            .isEqualTo(alone.get(i).promptEmbeds().data());
                    assertThat(read.pooled().data())
                            .isEqualTo(alone.get(i).pooled().data());
                }
            }
            assertThat(alone.subList(0, 3).stream()
                            .map(read -> List.of(
                                    read.promptEmbeds().data()[100],
                                    read.pooled().data()[3])))
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void aLoraOfTheNetworkKeepsPromptEmbeddings() {
        try (var pipeline = Drawing.open(DEV, Map.of("loras.fox", PEFT))) {
            var plain = pipeline.encode(List.of(Drawing.image(1))).getFirst().positive();
            assertThat(pipeline.encode(List.of(Drawing.image(1, lora("fox", 1))))
                            .getFirst()
                            .positive())
                    .isSameAs(plain);
        }
    }

    /** Each switch opens a session and closes the one before, as only one may be open. */
    @Test
    void replacedSessionsAreClosed() {
        SessionThreads.run(() -> {
            try (var pipeline = Drawing.open(DEV, Map.of("loras.fox", PEFT, "loras.owl", KOHYA))) {
                int opened = SessionThreads.open();
                // CLIP, T5, the transformer, the decoder and the encoder of images
                assertThat(opened).isEqualTo(5);
                for (int i = 0; i < 6; i++) {
                    Drawing.draw(pipeline, Drawing.image(1, lora(i % 2 == 0 ? "fox" : "owl", 1)));
                    assertThat(SessionThreads.open()).isEqualTo(opened + 1);
                }
            }
            assertThat(SessionThreads.open()).isZero();
        });
    }

    @Test
    void setsStayOpenUpToTheConfiguredNumber() {
        SessionThreads.run(() -> {
            try (var pipeline = Drawing.open(SDXL, Map.of("loras.owl", SDXL_KOHYA, "lora_sessions", "2"))) {
                int opened = SessionThreads.open();
                for (float weight : new float[] {1, 0.5f, 0.25f, 1, 0.5f}) {
                    Drawing.draw(pipeline, Drawing.image(1, lora("owl", weight)));
                }
                // the U-Net and both text encoders, with each of two weights
                assertThat(SessionThreads.open()).isEqualTo(opened + 6);
            }
            assertThat(SessionThreads.open()).isZero();
        });
    }

    @Test
    void anOpeningThatFailsLeavesNoSession() {
        SessionThreads.run(() -> {
            assertThatExceptionOfType(RuntimeException.class)
                    .isThrownBy(() -> Drawing.open(DEV, Map.of("loras.owl", SDXL_KOHYA)));
            assertThat(SessionThreads.open()).isZero();
        });
    }

    private static WeightedLora lora(String name, float weight) {
        return new WeightedLora(name, weight);
    }

    private static Setup setup(WeightedLora... loras) {
        return new Setup(Optional.empty(), List.of(loras));
    }
}
