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
 * Whatever arrives, of whatever family and task, in whatever order and company: the picture is the one drawn alone, bit for bit, none is lost and none
 * is drawn twice.
 *
 * <p>A failure names its schedule; {@code -Deasel.schedules.first=7 -Deasel.schedules.count=1} draws that one again.
 */
class RandomSchedulesTest {
    private static final long FIRST = Long.getLong("easel.schedules.first", 0);
    private static final long COUNT = Long.getLong("easel.schedules.count", 1000);
    private static final int PICTURES = 40;

    /** A model, and its share of the schedules. */
    private enum Family {
        FLUX("FluxPipeline", "tiny-random-flux-dev", 400),
        FLUX_LORA(
                "FluxPipeline",
                "tiny-random-flux-dev",
                10,
                "tiny-random-flux-dev-lora/lora_peft.safetensors",
                "lora/flux_kohya.safetensors"),
        KONTEXT("FluxKontextPipeline", "tiny-random-flux-dev", 150),
        Z_IMAGE("ZImagePipeline", "tiny-random-z-image-turbo", 150),
        SDXL("ORTStableDiffusionXLPipeline", "tiny-random-sdxl-turbo", 200),
        SDXL_LORA("StableDiffusionXLPipeline", "tiny-random-sdxl-turbo", 5, "lora/sdxl_kohya.safetensors"),
        LCM("LatentConsistencyModelPipeline", "tiny-random-lcm", 100);

        private final String pipeline;
        private final String model;
        private final int thousandths;
        private final List<String> loras;

        Family(String pipeline, String model, int thousandths, String... loras) {
            this.pipeline = pipeline;
            this.model = model;
            this.thousandths = thousandths;
            this.loras = List.of(loras);
        }

        DiffusionPipeline open(Path folder) {
            var copy = ModelCopy.of(Fixtures.model(model), folder);
            var index = Fixtures.json(folder.resolve("model_index.json"));
            copy.replace("model_index.json", index.get("_class_name").asText(), pipeline);
            // one set of adapters at a time: its sessions are closed and opened again and again
            var settings =
                    new HashMap<>(Map.of("easel.model.max_sequence_length", "64", "easel.model.lora_sessions", "1"));
            loras.forEach(file -> settings.put(
                    "easel.model.loras.lora-" + loras.indexOf(file),
                    Fixtures.GOLDENS.resolve(file).toString()));
            var opened = Fixtures.pipeline(Fixtures.singleThreadedHost(folder), settings);
            opened.fitPreview();
            return opened;
        }

        LongStream seeds() {
            return LongStream.range(FIRST, FIRST + Math.max(1, COUNT * thousandths / 1000));
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyPictureIsTheOneDrawnAlone(Family family, @TempDir Path folder) {
        try (var pipeline = family.open(folder)) {
            var alone = new Alone(pipeline);
            var pictures = VariedPictures.of(pipeline, 1, PICTURES);
            family.seeds().forEach(seed -> new RandomSchedule(seed, pictures, alone, pipeline).run());
        }
    }
}
