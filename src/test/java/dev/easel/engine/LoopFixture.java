package dev.easel.engine;

import dev.easel.fixtures.Fixtures;
import dev.easel.pipeline.DiffusionPipeline;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** The engine without its thread: a test takes the turns. The clock moves a millisecond at each reading. */
final class LoopFixture {
    private static final long NANOS_PER_MILLI = 1_000_000;

    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final MeasuredTimes times = new MeasuredTimes();
    final AtomicLong clock = new AtomicLong();
    final JobQueue queue;
    final GenerationLoop loop;
    private final OpenModels models = new OpenModels(new ArrayList<>());
    private final EngineMetrics metrics = new EngineMetrics(registry);

    /** An engine with settings of {@code easel.engine}, such as {@code batching}. */
    LoopFixture(DiffusionPipeline pipeline, Map<String, String> settings) {
        this(List.of(new Model(pipeline, settings)), settings);
    }

    /**
     * An engine for several models.
     *
     * @param served the models
     * @param settings of {@code easel.engine}, such as {@code batching}
     */
    LoopFixture(List<Model> served, Map<String, String> settings) {
        var config = config(settings);
        var toServe = served.stream().map(Model::toServe).toList();
        toServe.forEach(models::open);
        var limits = ModelLimits.of(toServe);
        var forecast = new Forecast(times, limits);
        this.queue = new JobQueue(forecast);
        this.loop = new GenerationLoop(
                models,
                queue,
                config.batching().planner(limits, config.ageing().toNanos()),
                forecast,
                metrics,
                this::tick);
    }

    /** A model with limits of its own, such as {@code batch.rows}. */
    record Model(DiffusionPipeline pipeline, Map<String, String> limits) {
        ModelToServe toServe() {
            var config = config(limits);
            return new ModelToServe(pipeline.description().name(), () -> pipeline, config.batch(), config.queue());
        }
    }

    private static EngineConfig config(Map<String, String> settings) {
        var properties = new HashMap<String, String>();
        settings.forEach((key, value) -> properties.put("easel.engine." + key, value));
        return Fixtures.engineConfig(properties);
    }

    private long tick() {
        return clock.addAndGet(NANOS_PER_MILLI);
    }

    Admission submit(Submission submission) {
        var pipeline = models.named(submission.model());
        var images = submission.images().stream()
                .map(image -> Workload.of(pipeline, image))
                .toList();
        return queue.admit(submission, images, clock.get()).orElseThrow();
    }

    GenerationJob accepted(Submission submission) {
        return ((Admission.Accepted) submit(submission)).jobs().getFirst();
    }

    /** How often a timer has run, for all models. */
    long count(String timer) {
        return registry.find(timer).timers().stream().mapToLong(Timer::count).sum();
    }

    static Outcome outcome(GenerationJob job) {
        return ((JobState.Ended) job.state()).outcome();
    }
}
