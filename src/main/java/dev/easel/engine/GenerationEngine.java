package dev.easel.engine;

import dev.easel.pipeline.DiffusionPipeline;
import dev.easel.pipeline.ModelDescription;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Draws pictures on one thread, which opens the sessions, warms them up, runs and closes them.
 *
 * <p>An accepted job always ends in an {@link Outcome}. All public methods may be called from any thread.
 */
public final class GenerationEngine {
    private static final Logger LOG = Logger.getLogger(GenerationEngine.class);
    private static final Duration IDLE_POLL = Duration.ofMillis(100);
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final PipelineOpener opener;
    private final EngineConfig config;
    private final EngineMetrics metrics;
    private final Consumer<Throwable> onFailure;
    private final LongSupplier clock = System::nanoTime;
    private final JobQueue queue;
    private final Forecast forecast;
    private final Thread thread;
    private volatile EngineState state = new EngineState.Opening();
    private volatile Optional<DiffusionPipeline> pipeline = Optional.empty();
    private volatile boolean stopped;
    /** On the engine's clock; of no meaning before draining. */
    private volatile long drainEnd;

    /**
     * An engine that has not started.
     *
     * @param opener opens the pipeline, on the engine's thread
     * @param config limits and times
     * @param metrics what is told of the work
     * @param onFailure hears, on the engine's thread, why the model cannot be served
     */
    public GenerationEngine(
            PipelineOpener opener, EngineConfig config, EngineMetrics metrics, Consumer<Throwable> onFailure) {
        this.opener = opener;
        this.config = config;
        this.metrics = metrics;
        this.onFailure = onFailure;
        this.queue = new JobQueue(QueueLimits.of(config.queue()));
        this.forecast = new Forecast(new MeasuredTimes(), BatchLimits.of(config.batch()));
        this.thread = Thread.ofPlatform().name("easel-engine").daemon().unstarted(this::run);
        metrics.observeQueue(queue::size);
    }

    /** Starts the thread. Returns at once; {@link #state()} tells how far it is. */
    public void start() {
        thread.start();
    }

    /** Where the engine is in its life. */
    public EngineState state() {
        return state;
    }

    /** Whether the thread that draws is there, or is yet to be. */
    public boolean isAlive() {
        return thread.isAlive() || state instanceof EngineState.Opening;
    }

    /** The served model, once sessions are open. */
    public Optional<ModelDescription> model() {
        return state instanceof EngineState.Serving serving ? Optional.of(serving.model()) : Optional.empty();
    }

    /** Takes a picture to draw, if there is room. */
    public Admission submit(Submission submission) {
        var admission = offer(submission);
        switch (admission) {
            case Admission.Accepted(var job) ->
                job.outcome().thenAccept(outcome -> metrics.ended(submission.parameters(), outcome));
            case Admission.Full full -> metrics.refused(full.limit());
            case Admission.NotServing _ -> {}
        }
        return admission;
    }

    private Admission offer(Submission submission) {
        // one lock with draining: a job is either refused, or seen by the thread before it closes
        synchronized (queue) {
            if (!(state instanceof EngineState.Serving) || pipeline.isEmpty()) {
                return new Admission.NotServing(state);
            }
            var workload = Workload.of(pipeline.get(), submission.parameters());
            var exhausted = queue.exhausted(submission.caller(), workload.load());
            if (exhausted.isPresent()) {
                var retryAfter =
                        forecast.untilRoom(queue.ranked(), queue.limits(), submission.caller(), workload.load());
                return new Admission.Full(exhausted.get(), retryAfter);
            }
            return new Admission.Accepted(queue.add(submission, workload, clock.getAsLong()));
        }
    }

    /**
     * Refuses new work from now on; what is accepted is finished, as far as {@link EngineConfig#drainTimeout()} allows,
     * and then the sessions are closed. Returns at once.
     */
    public void startDraining() {
        synchronized (queue) {
            if (state instanceof EngineState.Serving) {
                drainEnd = clock.getAsLong() + config.drainTimeout().toNanos();
                state = new EngineState.Draining();
            } else if (!(state instanceof EngineState.Draining)) {
                stopped = true;
            }
            queue.wake();
        }
    }

    /**
     * Drains and returns when the sessions are closed; what is not finished in time ends as {@link Outcome.Stopped}.
     */
    public void drain(Duration timeout) throws InterruptedException {
        startDraining();
        if (!thread.join(timeout)) {
            stopped = true;
            // sessions must not be closed under a running pass, so this waits for one step
            thread.join();
        }
    }

    private void run() {
        EngineState last = new EngineState.Failed("the engine ended unexpectedly");
        try (var opened = opener.open()) {
            state = new EngineState.WarmingUp(opened.description());
            pipeline = Optional.of(opened);
            warmUp(opened);
            serve(opened);
            last = new EngineState.Closed();
        } catch (RuntimeException | Error e) {
            // an Error may be a native library that does not fit this machine
            last = new EngineState.Failed(String.valueOf(e.getMessage()));
            onFailure.accept(e);
        } finally {
            end(last);
        }
    }

    private void warmUp(DiffusionPipeline opened) {
        var model = opened.description();
        long start = clock.getAsLong();
        WarmUp.draw(opened, forecast.times(), clock);
        metrics.serving(model);
        synchronized (queue) {
            if (!stopped) {
                state = new EngineState.Serving(model);
            }
        }
        LOG.infof(
                "serving %s (%s) on %s, warm after %d ms",
                model.name(), model.family(), model.device(), (clock.getAsLong() - start) / NANOS_PER_MILLI);
    }

    /** Serves until nothing more is to be done; what is not done then ends before the sessions close. */
    private void serve(DiffusionPipeline opened) {
        try {
            takeTurns(opened);
        } catch (InterruptedException e) {
            LOG.warn("the engine's thread was interrupted: it stops");
        } finally {
            endJobs();
        }
    }

    private void takeTurns(DiffusionPipeline opened) throws InterruptedException {
        var planner =
                config.batching().planner(forecast.batch(), config.ageing().toNanos());
        var loop = new GenerationLoop(opened, queue, planner, forecast, metrics, clock);
        while (!stopped && !isDrainOver()) {
            if (loop.turn()) {
                continue;
            }
            if (state instanceof EngineState.Draining && queue.size() == 0) {
                return;
            }
            queue.await(IDLE_POLL);
        }
    }

    private boolean isDrainOver() {
        return state instanceof EngineState.Draining && clock.getAsLong() - drainEnd >= 0;
    }

    private void end(EngineState last) {
        synchronized (queue) {
            state = last;
            endJobs();
        }
    }

    private void endJobs() {
        queue.accepted().forEach(job -> job.end(new Outcome.Stopped()));
    }
}
