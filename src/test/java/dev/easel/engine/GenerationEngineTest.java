package dev.easel.engine;

import dev.easel.fixtures.Fixtures;
import dev.easel.fixtures.ModelCopy;
import dev.easel.onnx.ModelFolder;
import dev.easel.onnx.RuntimeConfig;
import dev.easel.pipeline.DiffusionPipeline;
import dev.easel.pipeline.ImageParameters;
import dev.easel.pipeline.ModelDescription;
import dev.easel.pipeline.Pipelines;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class GenerationEngineTest {
    @TempDir
    private static Path tiny;

    @TempDir
    private static Path otherTiny;

    private static final Duration PLENTY = Duration.ofSeconds(60);
    private static final int LONG = 1_000_000;
    private static final String NAME = "tiny";
    private static final String OTHER = "other";

    private final EngineMetrics metrics = new EngineMetrics(new SimpleMeterRegistry());
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final List<GenerationEngine> engines = new ArrayList<>();

    /** A model whose own size, at which the engine warms up, is small. */
    @BeforeAll
    static void copyModel() {
        ModelCopy.of(Fixtures.model("tiny-random-flux-schnell"), tiny)
                .replace("vae_decoder/config.json", "\"sample_size\": 1024", "\"sample_size\": 64");
        ModelCopy.of(Fixtures.model("tiny-random-flux-dev"), otherTiny)
                .replace("vae_decoder/config.json", "\"sample_size\": 1024", "\"sample_size\": 64");
    }

    @AfterEach
    void stop() throws InterruptedException {
        for (var engine : engines) {
            engine.drain(Duration.ZERO);
        }
    }

    @Test
    void anAcceptedPictureIsDrawn() {
        var job = accepted(serving(4), 2);

        assertThat(await(job)).isInstanceOfSatisfying(Outcome.Drawn.class, drawn -> {
            assertThat(drawn.pixels().width()).isEqualTo(64);
            assertThat(drawn.timings().denoise()).isPositive();
        });
    }

    @Test
    void nothingIsAcceptedBeforeTheFirstPictureIsDrawn() throws InterruptedException {
        var opened = new CountDownLatch(1);
        var engine = engine(4, () -> {
            await(opened);
            return open(tiny);
        });
        engine.start();

        assertThat(engine.submit(picture(1))).isEqualTo(new Admission.NotServing(new EngineState.Opening()));
        assertThat(engine.isAlive()).isTrue();
        opened.countDown();
        awaitServing(engine);
        assertThat(engine.submit(picture(1))).isInstanceOf(Admission.Accepted.class);
    }

    @Test
    void anEngineThatIsStoppedWhileItOpensHasNotStarted() throws InterruptedException {
        var opened = new CountDownLatch(1);
        var engine = engine(4, () -> {
            await(opened);
            return open(tiny);
        });
        var started = engine.started().toCompletableFuture();
        engine.start();

        engine.startDraining();
        opened.countDown();
        engine.drain(PLENTY);

        assertThat(engine.state()).isEqualTo(new EngineState.Closed());
        assertThat(started).isNotDone();
    }

    @Test
    void anEngineThatServesHasStarted() {
        var times = serving(4).started().toCompletableFuture().join();

        assertThat(times.sessions()).isPositive();
        assertThat(times.warmUp()).isPositive();
    }

    @Test
    void aFullQueueRefusesAndSaysWhenThereIsRoom() {
        var engine = serving(2);
        var running = accepted(engine, LONG);

        assertThat(engine.submit(picture(1))).isInstanceOfSatisfying(Admission.Full.class, full -> {
            assertThat(full.limit()).isEqualTo(Limit.CALLER);
            assertThat(full.retryAfter()).isGreaterThan(Duration.ofSeconds(10));
        });

        running.cancel();

        assertThat(engine.submit(picture(1))).isInstanceOf(Admission.Accepted.class);
    }

    @Test
    void aCancelledPictureMakesRoomForTheNext() {
        var engine = serving(4);
        var cancelled = accepted(engine, LONG);
        var next = accepted(engine, 1);

        cancelled.cancel();

        assertThat(await(cancelled)).isEqualTo(new Outcome.Cancelled());
        assertThat(await(next)).isInstanceOf(Outcome.Drawn.class);
    }

    @Test
    void aFailureEndsItsOwnPictureOnly() {
        var engine = serving(4);
        // an odd number of latents cannot be packed
        var broken = (Admission.Accepted)
                engine.submit(submission(new ImageParameters("a cat", Optional.empty(), 72, 72, 1, 0, 1, 0)));

        assertThat(await(broken.job())).isInstanceOf(Outcome.Failed.class);
        assertThat(await(accepted(engine, 1))).isInstanceOf(Outcome.Drawn.class);
    }

    @Test
    void drainingFinishesWhatIsAccepted() throws InterruptedException {
        var engine = serving(8);
        var jobs = List.of(accepted(engine, 20), accepted(engine, 20), accepted(engine, 20));

        engine.drain(PLENTY);

        assertThat(jobs).allSatisfy(job -> assertThat(await(job)).isInstanceOf(Outcome.Drawn.class));
        assertThat(engine.state()).isEqualTo(new EngineState.Closed());
        assertThat(engine.submit(picture(1))).isInstanceOf(Admission.NotServing.class);
    }

    @Test
    void callersAreToldInTimeWhateverTheThreadThatDrawsIsAt() {
        var config = Fixtures.engineConfig(Map.of("easel.engine.drain_timeout", "50ms"));
        var engine = engine(config, List.of(new ModelToServe(NAME, () -> open(tiny), config.batch(), config.queue())));
        engine.start();
        awaitServing(engine);
        var busy = new CountDownLatch(1);
        var told = new CountDownLatch(1);
        var held = accepted(engine, 1).outcome().thenRun(() -> {
            busy.countDown();
            await(told);
        });
        var job = accepted(engine, LONG);
        await(busy);

        engine.startDraining();

        assertThat(await(job)).isEqualTo(new Outcome.Stopped());
        assertThat(held.toCompletableFuture()).isNotDone();
        told.countDown();
    }

    @Test
    void whatCannotFinishInTimeEndsAsStopped() throws InterruptedException {
        var engine = serving(8);
        var jobs = List.of(accepted(engine, LONG), accepted(engine, LONG));

        engine.drain(Duration.ofMillis(50));

        assertThat(jobs).allSatisfy(job -> assertThat(await(job)).isEqualTo(new Outcome.Stopped()));
        assertThat(engine.state()).isEqualTo(new EngineState.Closed());
    }

    @Test
    void aModelThatCannotBeOpenedIsReported() {
        var engine = engine(4, () -> open(Path.of("nowhere")));
        engine.start();

        Awaitility.await().until(() -> engine.state() instanceof EngineState.Failed);

        assertThat(failure.get()).hasMessageContaining("nowhere is not a folder");
        Awaitility.await().until(() -> !engine.isAlive());
    }

    @Test
    void severalModelsAreServedByOneEngine() throws InterruptedException {
        var engine = servingTwo(4);

        assertThat(engine.models()).extracting(ModelDescription::name).containsExactly(NAME, OTHER);
        var first = accepted(engine, 2);
        var second = ((Admission.Accepted) engine.submit(TestJobs.of(OTHER, picture(2)))).job();
        engine.drain(PLENTY);

        assertThat(List.of(first, second))
                .allSatisfy(job -> assertThat(await(job)).isInstanceOf(Outcome.Drawn.class));
        assertThat(pixels(first)).isNotEqualTo(pixels(second));
        assertThat(engine.state()).isEqualTo(new EngineState.Closed());
    }

    @Test
    void aFloodOnOneModelDoesNotFillAnothersQueue() {
        var engine = servingTwo(2);
        var running = accepted(engine, LONG);

        assertThat(engine.submit(picture(1))).isInstanceOf(Admission.Full.class);
        var urgent = TestJobs.submission(picture(1).parameters(), "a caller", Priority.HIGH, Optional.empty());
        var other = ((Admission.Accepted) engine.submit(TestJobs.of(OTHER, urgent))).job();
        assertThat(await(other)).isInstanceOf(Outcome.Drawn.class);
        assertThat(running.hasEnded()).isFalse();
        running.cancel();
    }

    @Test
    void theModelIsNamedThatCannotBeOpenedAndTheOthersAreClosed() {
        var config = Fixtures.engineConfig(Map.of());
        var first = new AtomicReference<DiffusionPipeline>();
        var engine = engine(
                config,
                List.of(
                        new ModelToServe(NAME, () -> kept(first), config.batch(), config.queue()),
                        new ModelToServe(OTHER, () -> open(Path.of("nowhere")), config.batch(), config.queue())));
        engine.start();

        Awaitility.await().atMost(PLENTY).until(() -> !engine.isAlive());

        assertThat(failure.get())
                .isInstanceOfSatisfying(
                        OpeningException.class, e -> assertThat(e.model()).isEqualTo(OTHER))
                .hasMessageContaining("the model other cannot be served: nowhere is not a folder");
        assertThatThrownBy(() -> first.get().encode(List.of(picture(1).parameters())))
                .as("a closed session")
                .isInstanceOf(IllegalStateException.class);
    }

    private static DiffusionPipeline kept(AtomicReference<DiffusionPipeline> place) {
        place.set(open(tiny));
        return place.get();
    }

    private static byte[] pixels(GenerationJob job) {
        return ((Outcome.Drawn) await(job)).pixels().rgb();
    }

    private GenerationEngine servingTwo(int queueCapacity) {
        var config = Fixtures.engineConfig(Map.of("easel.engine.queue.jobs", Integer.toString(queueCapacity)));
        var engine = engine(
                config,
                List.of(
                        new ModelToServe(NAME, () -> open(tiny), config.batch(), config.queue()),
                        new ModelToServe(OTHER, () -> open(OTHER, otherTiny), config.batch(), config.queue())));
        engine.start();
        awaitServing(engine);
        return engine;
    }

    private GenerationEngine serving(int queueCapacity) {
        var engine = engine(queueCapacity, () -> open(tiny));
        engine.start();
        awaitServing(engine);
        return engine;
    }

    private GenerationEngine engine(int queueCapacity, PipelineOpener opener) {
        var config = Fixtures.engineConfig(Map.of("easel.engine.queue.jobs", Integer.toString(queueCapacity)));
        return engine(config, List.of(new ModelToServe(NAME, opener, config.batch(), config.queue())));
    }

    private GenerationEngine engine(EngineConfig config, List<ModelToServe> models) {
        var engine = new GenerationEngine(models, config, metrics, failure::set);
        engines.add(engine);
        return engine;
    }

    private static void awaitServing(GenerationEngine engine) {
        Awaitility.await().atMost(PLENTY).until(() -> engine.state() instanceof EngineState.Serving);
    }

    private static DiffusionPipeline open(Path model) {
        return open(NAME, model);
    }

    private static DiffusionPipeline open(String name, Path model) {
        RuntimeConfig cpu = Fixtures.runtime(Map.of("easel.runtime.device", "cpu", "easel.runtime.threads", "1"));
        var config = Fixtures.modelConfig(
                Map.of("easel.model.id", model.toString(), "easel.model.max_sequence_length", "16"));
        return Pipelines.open(
                new ModelFolder(name, model, config.dtype()), config, cpu, (component, nanoseconds) -> {});
    }

    private static Submission picture(int steps) {
        return submission(new ImageParameters("a cat", Optional.empty(), 64, 64, steps, 0, 1, 0));
    }

    private static Submission submission(ImageParameters parameters) {
        return new Submission(NAME, parameters, Priority.NORMAL, Optional.empty(), "a caller", OptionalInt.empty());
    }

    private static GenerationJob accepted(GenerationEngine engine, int steps) {
        return ((Admission.Accepted) engine.submit(picture(steps))).job();
    }

    private static Outcome await(GenerationJob job) {
        return job.outcome()
                .toCompletableFuture()
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
