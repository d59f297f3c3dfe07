package dev.easel.engine;

import dev.easel.fixtures.Fixtures;
import dev.easel.fixtures.ModelCopy;
import dev.easel.fixtures.VariedPictures;
import dev.easel.pipeline.DiffusionPipeline;
import java.nio.file.Path;
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
    enum Family {
        FLUX("FluxPipeline", "tiny-random-flux-dev", 400),
        KONTEXT("FluxKontextPipeline", "tiny-random-flux-dev", 150),
        Z_IMAGE("ZImagePipeline", "tiny-random-z-image-turbo", 150),
        SDXL("ORTStableDiffusionXLPipeline", "tiny-random-sdxl-turbo", 200),
        LCM("LatentConsistencyModelPipeline", "tiny-random-lcm", 100);

        private final String pipeline;
        private final String model;
        private final int thousandths;

        Family(String pipeline, String model, int thousandths) {
            this.pipeline = pipeline;
            this.model = model;
            this.thousandths = thousandths;
        }

        DiffusionPipeline open(Path folder) {
            var copy = ModelCopy.of(Fixtures.model(model), folder);
            var index = Fixtures.json(folder.resolve("model_index.json"));
            copy.replace("model_index.json", index.get("_class_name").asText(), pipeline);
            var opened = Fixtures.pipeline(
                    Fixtures.singleThreadedHost(folder), Map.of("easel.model.max_sequence_length", "64"));
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
