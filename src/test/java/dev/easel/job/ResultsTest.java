package dev.easel.job;

import dev.easel.engine.Timings;
import dev.easel.generation.GeneratedImage;
import dev.easel.generation.Generation;
import dev.easel.image.file.ImageFormat;
import dev.easel.pipeline.ImageParameters;
import dev.easel.trace.RequestTrace;
import dev.easel.trace.TraceParent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ResultsTest {
    private static final int FILE_BYTES = 1000;

    private final AtomicLong clock = new AtomicLong();

    @Test
    void readingAResultDoesNotKeepItLonger() {
        var results = new Results(Duration.ofHours(1), 3 * Results.OVERHEAD_BYTES, clock::get);
        var first = addFailed(results);
        results.get(first);
        results.get(first);
        var others = List.of(addFailed(results), addFailed(results), addFailed(results));

        assertThat(results.get(first)).isEmpty();
        assertThat(others).allSatisfy(id -> assertThat(results.get(id)).isPresent());
    }

    @Test
    void aResultIsForgottenAfterItsTime() {
        var results = new Results(Duration.ofSeconds(10), 1_000_000, clock::get);
        var id = addFailed(results);
        clock.set(Duration.ofSeconds(10).toNanos());
        assertThat(results.get(id)).isPresent();
        clock.set(Duration.ofSeconds(11).toNanos());
        assertThat(results.get(id)).isEmpty();
    }

    @Test
    void aRemovedResultMakesRoom() {
        var results = new Results(Duration.ofHours(1), 2 * Results.OVERHEAD_BYTES, clock::get);
        var first = addFailed(results);
        results.remove(addFailed(results));
        addFailed(results);
        assertThat(results.get(first)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void aResultTakesItsFilesAndPixels(int images) {
        long bytes = Results.OVERHEAD_BYTES + images * (FILE_BYTES + 64 * 64 * 3L);

        var enough = new Results(Duration.ofHours(1), bytes, clock::get);
        assertThat(enough.get(addImages(enough, images))).isPresent();
        var tooLittle = new Results(Duration.ofHours(1), bytes - 1, clock::get);
        assertThat(tooLittle.get(addImages(tooLittle, images))).isEmpty();
    }

    private static UUID addFailed(Results results) {
        return add(results, CompletableFuture.failedFuture(new IllegalStateException("for the test")));
    }

    private static UUID addImages(Results results, int count) {
        var parameters = new ImageParameters("a cat", Optional.empty(), 64, 64, 1, 0, 1, 0);
        var image = new GeneratedImage(
                "model", parameters, ImageFormat.PNG, new byte[FILE_BYTES], new Timings(0, 0, 0, 0), 0);
        return add(
                results,
                CompletableFuture.completedFuture(
                        Stream.generate(() -> image).limit(count).toList()));
    }

    private static UUID add(Results results, CompletableFuture<List<GeneratedImage>> images) {
        var trace = new RequestTrace("request", TraceParent.current());
        var job = new Generation(UUID.randomUUID(), trace, List.of(), List.of(), images);
        results.add(job);
        return job.id();
    }
}
