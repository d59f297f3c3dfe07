package dev.easel.engine;

import dev.easel.fixtures.Fixtures;
import dev.easel.fixtures.ModelCopy;
import dev.easel.fixtures.VariedImages;
import dev.easel.pipeline.DiffusionPipeline;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * For any two models, tasks and orders of arrival: every image has the bits of the one generated alone, and none is lost or
 * generated twice.
 *
 * <p>A failure names its schedule; {@code -Deasel.schedules.first=7 -Deasel.schedules.count=1} repeats it.
 */
class RandomSchedulesTest {
    private static final long FIRST = Long.getLong("easel.schedules.first", 0);
    private static final long COUNT = Long.getLong("easel.schedules.count", 1000);
    private static final int IMAGES = 40;

    /** A model, the pipeline that it is opened as, and its LoRAs. */
    record Family(String pipeline, String model, List<String> loras) {
        static final Family FLUX = new Family("FluxPipeline", "tiny-random-flux-dev");
        static final Family FLUX_LORA = FLUX.with("tiny-random-flux-dev-lora/lora_peft", "lora/flux_kohya");
        static final Family SCHNELL = new Family("FluxPipeline", "tiny-random-flux-schnell");
        static final Family KONTEXT = new Family("FluxKontextPipeline", "tiny-random-flux-dev");
        static final Family Z_IMAGE = new Family("ZImagePipeline", "tiny-random-z-image-turbo");
        static final Family SD = new Family("StableDiffusionPipeline", "tiny-random-sd");
        static final Family SDXL = new Family("StableDiffusionXLPipeline", "tiny-random-sdxl-turbo");
        static final Family SDXL_LORA = SDXL.with("lora/sdxl_kohya");
        static final Family LCM = new Family("LatentConsistencyModelPipeline", "tiny-random-lcm");

        Family(String pipeline, String model) {
            this(pipeline, model, List.of());
        }

        Family with(String... files) {
            return new Family(pipeline, model, List.of(files));
        }

        RandomSchedule.Subject open(Path parent) {
            var folder = parent.resolve(pipeline);
            var copy = ModelCopy.of(Fixtures.model(model), folder);
            var index = Fixtures.json(folder.resolve("model_index.json"));
            copy.replace("model_index.json", index.get("_class_name").asText(), pipeline);
            // one set of LoRAs at a time, so that sessions are closed and opened often
            var settings =
                    new HashMap<>(Map.of("easel.model.max_sequence_length", "64", "easel.model.lora_sessions", "1"));
            loras.forEach(file -> settings.put(
                    "easel.model.loras.lora-" + loras.indexOf(file),
                    Fixtures.GOLDENS.resolve(file + ".safetensors").toString()));
            var opened = Fixtures.pipeline(Fixtures.singleThreadedHost(folder), settings);
            return new RandomSchedule.Subject(opened, new Alone(opened), VariedImages.of(opened, 1, IMAGES));
        }
    }

    /** Two models that are served together, and their share of the schedules. */
    static Stream<Arguments> companies() {
        return Stream.of(
                Arguments.of("transformers", 400, List.of(Family.FLUX, Family.Z_IMAGE)),
                Arguments.of("editing", 300, List.of(Family.KONTEXT, Family.SDXL)),
                Arguments.of("few steps", 200, List.of(Family.SCHNELL, Family.LCM)),
                Arguments.of("negative prompts", 85, List.of(Family.SD, Family.Z_IMAGE)),
                Arguments.of("adapters", 15, List.of(Family.FLUX_LORA, Family.SDXL_LORA)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("companies")
    void everyImageHasTheBitsOfOneGeneratedAlone(
            String name, int thousandths, List<Family> families, @TempDir Path folder) {
        var subjects = families.stream().map(family -> family.open(folder)).toList();
        long count = Math.max(1, COUNT * thousandths / 1000);
        try {
            LongStream.range(FIRST, FIRST + count).forEach(seed -> new RandomSchedule(seed, subjects).run());
        } finally {
            subjects.stream().map(RandomSchedule.Subject::pipeline).forEach(DiffusionPipeline::close);
        }
    }
}
