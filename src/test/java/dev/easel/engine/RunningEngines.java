package dev.easel.engine;

import dev.easel.fixtures.Fixtures;
import dev.easel.fixtures.ModelCopy;
import dev.easel.model.ModelFolder;
import dev.easel.onnx.RuntimeConfig;
import dev.easel.pipeline.DiffusionPipeline;
import dev.easel.pipeline.Pipelines;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;

/** Engines with threads of their own and copies of tiny models, which stop when this is closed. */
final class RunningEngines implements AutoCloseable {
    static final String OTHER_MODEL = "other";
    static final Duration PLENTY = Duration.ofSeconds(60);
    /** So many steps that no test waits for the last. */
    static final int LONG = 1_000_000;

    private final Path tiny;
    private final Path otherTiny;
    private final EngineMetrics metrics = new EngineMetrics(new SimpleMeterRegistry());
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final List<GenerationEngine> engines = new ArrayList<>();

    /**
     * No engines yet.
     *
     * @param folder for the copies of the models
     */
    RunningEngines(Path folder) {
        this.tiny = smallCopy(TestJobs.MODEL, folder);
        this.otherTiny = smallCopy("tiny-random-flux-dev", folder);
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

    GenerationEngine serving(EngineConfig config) {
        return awaitServing(started(config, this::tiny));
    }

    GenerationEngine servingTwo(EngineConfig config) {
        return awaitServing(started(config, this::tiny, this::otherTiny));
    }

    GenerationEngine started(EngineConfig config, PipelineOpener opener) {
        return started(config, List.of(toServe(TestJobs.MODEL, opener, config)));
    }

    /** An engine for two models, of which the second is {@link #OTHER_MODEL}. */
    GenerationEngine started(EngineConfig config, PipelineOpener opener, PipelineOpener other) {
        return started(config, List.of(toServe(TestJobs.MODEL, opener, config), toServe(OTHER_MODEL, other, config)));
    }

    private GenerationEngine started(EngineConfig config, List<ModelToServe> models) {
        var engine = new GenerationEngine(models, config, metrics, failure::set);
        engines.add(engine);
        engine.start();
        return engine;
    }

    private static ModelToServe toServe(String name, PipelineOpener opener, EngineConfig config) {
        return new ModelToServe(name, opener, config.batch(), config.queue());
    }

    static GenerationEngine awaitServing(GenerationEngine engine) {
        Awaitility.await().atMost(PLENTY).until(() -> engine.state() instanceof EngineState.Serving);
        return engine;
    }

    DiffusionPipeline tiny() {
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
                new ModelFolder(name, model, config.dtype()), config, cpu, (component, nanoseconds) -> {});
    }

    /** Why an engine cannot serve a model. */
    Optional<Throwable> failure() {
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

    @Override
    public void close() {
        try {
            for (var engine : engines) {
                engine.drain(Duration.ZERO);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
