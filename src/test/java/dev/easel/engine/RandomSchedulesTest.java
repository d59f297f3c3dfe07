package dev.easel.engine;

import dev.easel.fixtures.Fixtures;
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
 * Whatever arrives for two models, in whatever order and company: the picture is the one drawn alone, bit for bit, none is
 * lost and none is drawn twice.
 *
 * <p>A failure names its schedule; {@code -Deasel.schedules.first=7 -Deasel.schedules.count=1} draws that one again.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RandomSchedulesTest {
    private static final long FIRST = Long.getLong("easel.schedules.first", 0);
    private static final long COUNT = Long.getLong("easel.schedules.count", 1000);
    private static final int PICTURES = 40;

    private final List<RandomSchedule.Subject> subjects = new ArrayList<>();

    @BeforeAll
    void open() {
        var random = new Random(1);
        subjects.add(subject("tiny-random-flux-dev", Map.of("easel.model.max_sequence_length", "16"), random));
        subjects.add(subject("tiny-random-z-image-turbo", Map.of(), random));
    }

    private static RandomSchedule.Subject subject(String model, Map<String, String> settings, Random random) {
        var host = Fixtures.singleThreadedHost(Fixtures.model(model));
        var pipeline = Fixtures.pipeline(host, settings);
        pipeline.fitPreview();
        return new RandomSchedule.Subject(pipeline, new Alone(pipeline), pictures(random));
    }

    @AfterAll
    void close() {
        subjects.forEach(subject -> subject.pipeline().close());
    }

    @Test
    void everyPictureIsTheOneDrawnAlone() {
        LongStream.range(FIRST, FIRST + COUNT).forEach(seed -> new RandomSchedule(seed, subjects).run());
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
