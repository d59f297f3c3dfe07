package dev.easel.engine;

import dev.easel.fixtures.Fixtures;
import dev.easel.onnx.SessionHost;
import dev.easel.pipeline.DiffusionPipeline;
import dev.easel.pipeline.ImageParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Whatever arrives, in whatever order and company: the picture is the one drawn alone, bit for bit, none is lost and none
 * is drawn twice.
 *
 * <p>A failure names its schedule; {@code -Deasel.schedules.first=7 -Deasel.schedules.count=1} draws that one again.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RandomSchedulesTest {
    private static final long FIRST = Long.getLong("easel.schedules.first", 0);
    private static final long COUNT = Long.getLong("easel.schedules.count", 1000);
    private static final int PICTURES = 40;

    private SessionHost host;
    private DiffusionPipeline pipeline;
    private Alone alone;
    private List<ImageParameters> pictures;

    @BeforeAll
    void open() {
        host = Fixtures.singleThreadedHost(Fixtures.model("tiny-random-flux-dev"));
        pipeline = Fixtures.pipeline(host, Map.of("easel.model.max_sequence_length", "16"));
        pipeline.fitPreview();
        alone = new Alone(pipeline);
        pictures = pictures(new Random(1));
    }

    @AfterAll
    void close() {
        pipeline.close();
        host.close();
    }

    @Test
    void everyPictureIsTheOneDrawnAlone() {
        LongStream.range(FIRST, FIRST + COUNT)
                .forEach(seed -> new RandomSchedule(seed, pictures, alone, pipeline).run());
    }

    private static List<ImageParameters> pictures(Random random) {
        var pictures = new ArrayList<ImageParameters>();
        for (int i = 0; i < PICTURES; i++) {
            boolean negative = random.nextInt(4) == 0;
            pictures.add(new ImageParameters(
                    "picture " + i,
                    negative ? Optional.of("not " + i) : Optional.empty(),
                    random.nextInt(3) == 0 ? 32 : 64,
                    64,
                    1 + random.nextInt(6),
                    random.nextInt(5),
                    negative ? 2.5f : 1,
                    random.nextLong(Long.MAX_VALUE)));
        }
        return pictures;
    }
}
