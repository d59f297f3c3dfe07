package dev.easel.engine;

import dev.easel.fixtures.Fixtures;
import dev.easel.pipeline.DiffusionPipeline;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** The engine without its thread: a test takes the turns, and moves the clock. */
final class LoopFixture {
    private static final long NANOS_PER_MILLI = 1_000_000;

    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final MeasuredTimes times = new MeasuredTimes();
    final AtomicLong clock = new AtomicLong();
    final JobQueue queue;
    final GenerationLoop loop;
    private final DiffusionPipeline pipeline;
    private final EngineMetrics metrics = new EngineMetrics(registry);

    /** An engine with settings of {@code easel.engine}, such as {@code batching}. */
    LoopFixture(DiffusionPipeline pipeline, Map<String, String> settings) {
        var properties = new HashMap<String, String>();
        settings.forEach((key, value) -> properties.put("easel.engine." + key, value));
        var config = Fixtures.engineConfig(properties);
        var batch = BatchLimits.of(config.batch());
        this.pipeline = pipeline;
        this.queue = new JobQueue(QueueLimits.of(config.queue()));
        this.loop = new GenerationLoop(
                pipeline,
                queue,
                config.batching().planner(batch, config.ageing().toNanos()),
                new Forecast(times, batch),
                metrics,
                this::tick);
    }

    /** Time goes on by a millisecond each time someone looks. */
    private long tick() {
        return clock.addAndGet(NANOS_PER_MILLI);
    }

    /** The job, unless something stands against it. */
    Optional<GenerationJob> offer(Submission submission) {
        var workload = Workload.of(pipeline, submission.parameters());
        return queue.exhausted(submission.caller(), workload.load()).isPresent()
                ? Optional.empty()
                : Optional.of(queue.add(submission, workload, clock.get()));
    }

    GenerationJob accepted(Submission submission) {
        return offer(submission).orElseThrow();
    }

    static Outcome outcome(GenerationJob job) {
        return ((JobState.Ended) job.state()).outcome();
    }
}
