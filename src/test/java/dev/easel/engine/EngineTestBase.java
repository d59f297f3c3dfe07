package dev.easel.engine;

import dev.easel.fixtures.Fixtures;
import dev.easel.fixtures.ModelCopy;
import dev.easel.model.ModelFolder;
import dev.easel.onnx.OverflowRetry;
import dev.easel.onnx.RuntimeConfig;
import dev.easel.pipeline.DiffusionPipeline;
import dev.easel.pipeline.family.Pipelines;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Engines with threads of their own and copies of tiny models, which stop at the end of each test. */
abstract class EngineTestBase {
    static final String OTHER_MODEL = "other";
    static final Duration PLENTY = Duration.ofSeconds(60);
    /** So many steps that no test waits for the last. */
    static final int LONG = 1_000_000;

    private final EngineMetrics metrics = new EngineMetrics(new SimpleMeterRegistry());
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final AtomicLong clockReads = new AtomicLong();
    private final List<GenerationEngine> engines = new ArrayList<>();
    private Path tiny = Path.of("not copied");
    private Path otherTiny = Path.of("not copied");

    @BeforeEach
    final void copyModels(@TempDir Path folder) {
        tiny = smallCopy(TestJobs.MODEL, folder);
        otherTiny = smallCopy("tiny-random-flux-dev", folder);
    }

    @AfterEach
    final void stop() throws InterruptedException {
        for (var engine : engines) {
            engine.drain(Duration.ZERO);
        }
    }

    /** A model whose own size, at which the engine warms up, is small. */
    private static Path smallCopy(String model, Path folder) {
        var copy = ModelCopy.of(Fixtures.model(model), folder.resolve(model));
        copy.replace("vae_decoder/config.json", "\"sample_size\": 1024", "\"sample_size\": 64");
        return copy.root();
    }

    static EngineConfig roomFor(int jobs) {
        return Fixtures.engineConfig(Map.of("easel.engine.queue.jobs", Integer.toString(jobs)));
    }

    final GenerationEngine serving(EngineConfig config) {
        return awaitServing(started(config, this::tiny));
    }

    final GenerationEngine servingTwo(EngineConfig config) {
        return awaitServing(started(config, this::tiny, this::otherTiny));
    }

    final GenerationEngine started(EngineConfig config, Supplier<DiffusionPipeline> opener) {
        return started(config, List.of(toServe(TestJobs.MODEL, opener, config)));
    }

    /** An engine for two models, of which the second is {@link #OTHER_MODEL}. */
    final GenerationEngine started(
            EngineConfig config, Supplier<DiffusionPipeline> opener, Supplier<DiffusionPipeline> other) {
        return started(config, List.of(toServe(TestJobs.MODEL, opener, config), toServe(OTHER_MODEL, other, config)));
    }

    private GenerationEngine started(EngineConfig config, List<ModelToServe> models) {
        var engine = new GenerationEngine(models, config, metrics, failure::set, this::readClock);
        engines.add(engine);
        engine.start();
        return engine;
    }

    private long readClock() {
        clockReads.incrementAndGet();
        return System.nanoTime();
    }

    private static ModelToServe toServe(String name, Supplier<DiffusionPipeline> opener, EngineConfig config) {
        return new ModelToServe(name, opener, config.batch(), config.queue());
    }

    static GenerationEngine awaitServing(GenerationEngine engine) {
        return awaitState(engine, EngineState.Serving.class);
    }

    static GenerationEngine awaitState(GenerationEngine engine, Class<? extends EngineState> state) {
        Awaitility.await().atMost(PLENTY).until(() -> state.isInstance(engine.state()));
        return engine;
    }

    /** Waits until no engine takes a turn for a while; each turn reads the clock. */
    final void awaitSleep() {
        var last = new AtomicLong(-1);
        Awaitility.await()
                .atMost(PLENTY)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> last.getAndSet(clockReads.get()) == clockReads.get());
    }

    static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    final DiffusionPipeline tiny() {
        return open(TestJobs.MODEL, tiny);
    }

    private DiffusionPipeline otherTiny() {
        return open(OTHER_MODEL, otherTiny);
    }

    static DiffusionPipeline open(String name, Path model) {
        RuntimeConfig cpu = Fixtures.runtime(Map.of("easel.runtime.device", "cpu", "easel.runtime.threads", "1"));
        var config = Fixtures.modelConfig(
                Map.of("easel.model.id", model.toString(), "easel.model.max_sequence_length", "16"));
        return Pipelines.open(
                new ModelFolder(name, model, config.dtype()),
                config,
                OverflowRetry.WIDER,
                cpu,
                (component, nanoseconds) -> {});
    }

    /** Why an engine cannot serve a model. */
    final Optional<Throwable> failure() {
        return Optional.ofNullable(failure.get());
    }

    static Submission image(int steps) {
        return TestJobs.submission("a caller", Priority.NORMAL, steps);
    }

    static GenerationJob accepted(GenerationEngine engine, int steps) {
        return accepted(engine, image(steps));
    }

    static GenerationJob accepted(GenerationEngine engine, Submission submission) {
        return ((Admission.Accepted) engine.submit(submission)).jobs().getFirst();
    }

    static Outcome await(GenerationJob job) {
        return job.outcome()
                .toCompletableFuture()
                .orTimeout(PLENTY.toSeconds(), TimeUnit.SECONDS)
                .join();
    }
}
