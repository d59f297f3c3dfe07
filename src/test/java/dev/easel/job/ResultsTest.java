package dev.easel.job;

import dev.easel.engine.Timings;
import dev.easel.generation.GeneratedImage;
import dev.easel.generation.Generation;
import dev.easel.image.file.ImageFormat;
import dev.easel.pipeline.ImageParameters;
import dev.easel.pipeline.ModelDescription;
import dev.easel.problem.Problem;
import dev.easel.request.GenerationRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ResultsTest {
    private static final JobResult ENDING = new JobResult.Failed(Problem.of("kind", 500, "title", "detail"));

    private final AtomicLong clock = new AtomicLong();

    @Test
    void theNewestIsThereWhateverWasAskedForBefore() {
        var results = new Results(Duration.ofHours(1), 3 * ENDING.bytes(), clock::get);
        var first = add(results);
        results.get(first);
        results.get(first);
        var others = List.of(add(results), add(results), add(results));

        assertThat(results.get(first)).isEmpty();
        assertThat(others).allSatisfy(id -> assertThat(results.get(id)).isPresent());
    }

    @Test
    void aResultIsForgottenInTime() {
        var results = new Results(Duration.ofSeconds(10), 1_000_000, clock::get);
        var id = add(results);
        clock.set(Duration.ofSeconds(10).toNanos());
        assertThat(results.get(id)).isPresent();
        clock.set(Duration.ofSeconds(11).toNanos());
        assertThat(results.get(id)).isEmpty();
    }

    @Test
    void whatIsRemovedMakesRoom() {
        var results = new Results(Duration.ofHours(1), 2 * ENDING.bytes(), clock::get);
        var first = add(results);
        results.remove(add(results));
        add(results);
        assertThat(results.get(first)).isPresent();
    }

    @Test
    void aImageCountsWithItsPixels() {
        var request = new GenerationRequest(
                new ModelDescription("model", "FLUX", "cpu", 16, null, Set.of(), 100, Map.of(), Set.of(), Set.of()),
                new ImageParameters("a cat", Optional.empty(), 64, 64, 1, 0, 1, 0),
                1,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        var image = new GeneratedImage(request, ImageFormat.PNG, new byte[1000], new Timings(0, 0, 0, 0), 0);
        assertThat(new JobResult.Succeeded(image).bytes() - ENDING.bytes()).isEqualTo(1000 + 64 * 64 * 3);
    }

    private static UUID add(Results results) {
        var id = UUID.randomUUID();
        results.add(new Job(new Generation(id, "request", null, null, null, null), new CompletableFuture<>()), ENDING);
        return id;
    }
}
