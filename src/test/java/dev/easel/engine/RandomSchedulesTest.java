package dev.easel.engine;

import dev.easel.fixtures.Fixtures;
import dev.easel.fixtures.ModelCopy;
import dev.easel.fixtures.VariedPictures;
import dev.easel.pipeline.DiffusionPipeline;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever arrives for two models, of whatever family and task, in whatever order and company: the picture is the one
 * drawn alone, bit for bit, none is lost and none is drawn twice.
 *
 * <p>A failure names its schedule; {@code -Deasel.schedules.first=7 -Deasel.schedules.count=1} draws that one again.
 */
class RandomSchedulesTest {
    private static final long FIRST = Long.getLong("easel.schedules.first", 0);
    private static final long COUNT = Long.getLong("easel.schedules.count", 1000);
    private static final int PICTURES = 40;

    /** A model, by the pipeline that it is opened as, and its adapters. */
    enum Family {
        FLUX("FluxPipeline", "tiny-random-flux-dev"),
        FLUX_LORA("FluxPipeline", "tiny-random-flux-dev"),
        SCHNELL("FluxPipeline", "tiny-random-flux-schnell"),
        KONTEXT("FluxKontextPipeline", "tiny-random-flux-dev"),
        Z_IMAGE("ZImagePipeline", "tiny-random-z-image-turbo"),
        SD("StableDiffusionPipeline", "tiny-random-sd"),
        SDXL("StableDiffusionXLPipeline", "tiny-random-sdxl-turbo"),
        SDXL_LORA("StableDiffusionXLPipeline", "tiny-random-sdxl-turbo"),
        LCM("LatentConsistencyModelPipeline", "tiny-random-lcm");

        private final String pipeline;
        private final String model;

        Family(String pipeline, String model) {
            this.pipeline = pipeline;
            this.model = model;
        }

        private List<String> loras() {
            return switch (this) {
                case FLUX_LORA ->
                    List.of("tiny-random-flux-dev-lora/lora_peft.safetensors", "lora/flux_kohya.safetensors");
                case SDXL_LORA -> List.of("lora/sdxl_kohya.safetensors");
                default -> List.of();
            };
        }

        RandomSchedule.Subject open(Path parent) {
            var folder = parent.resolve(name());
            var copy = ModelCopy.of(Fixtures.model(model), folder);
            var index = Fixtures.json(folder.resolve("model_index.json"));
            copy.replace("model_index.json", index.get("_class_name").asText(), pipeline);
            // one set of adapters at a time: its sessions are closed and opened again and again
            var settings =
                    new HashMap<>(Map.of("easel.model.max_sequence_length", "64", "easel.model.lora_sessions", "1"));
            loras().forEach(file -> settings.put(
                    "easel.model.loras.lora-" + loras().indexOf(file),
                    Fixtures.GOLDENS.resolve(file).toString()));
            var opened = Fixtures.pipeline(Fixtures.singleThreadedHost(folder), settings);
            opened.fitPreview();
            return new RandomSchedule.Subject(opened, new Alone(opened), VariedPictures.of(opened, 1, PICTURES));
        }
    }

    /** Two models that are served together, and their share of the schedules. */
    enum Company {
        TRANSFORMERS(400, Family.FLUX, Family.Z_IMAGE),
        EDITING(300, Family.KONTEXT, Family.SDXL),
        FEW_STEPS(200, Family.SCHNELL, Family.LCM),
        NEGATIVE(85, Family.SD, Family.Z_IMAGE),
        ADAPTERS(15, Family.FLUX_LORA, Family.SDXL_LORA);

        private final int thousandths;
        private final Family one;
        private final Family other;

        Company(int thousandths, Family one, Family other) {
            this.thousandths = thousandths;
            this.one = one;
            this.other = other;
        }

        LongStream seeds() {
            return LongStream.range(FIRST, FIRST + Math.max(1, COUNT * thousandths / 1000));
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyPictureIsTheOneDrawnAlone(Company company, @TempDir Path folder) {
        var subjects = List.of(company.one.open(folder), company.other.open(folder));
        try {
            company.seeds().forEach(seed -> new RandomSchedule(seed, subjects).run());
        } finally {
            subjects.stream().map(RandomSchedule.Subject::pipeline).forEach(DiffusionPipeline::close);
        }
    }
}
