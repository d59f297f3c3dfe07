package dev.easel.engine;

import dev.easel.pipeline.DiffusionPipeline;
import dev.easel.pipeline.ImageParameters;
import dev.easel.pipeline.ModelDescription;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Draws pictures one after another on one thread, which opens the sessions, warms them up, runs and closes them.
 *
 * <p>An accepted job always ends in an {@link Outcome}. All public methods may be called from any thread.
 */
public final class GenerationEngine {
    private static final Logger LOG = Logger.getLogger(GenerationEngine.class);
    private static final Duration IDLE_POLL = Duration.ofMillis(100);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final int WARM_UP_STEPS = 2;

    private final PipelineOpener opener;
    private final EngineMetrics metrics;
    private final Consumer<Throwable> onFailure;
    private final BlockingQueue<GenerationJob> queue;
    private final Thread thread;
    private volatile EngineState state = new EngineState.Opening();
    private volatile boolean stopped;

    /**
     * An engine that has not started.
     *
     * @param opener opens the pipeline, on the engine's thread
     * @param queueCapacity how many jobs may wait
     * @param metrics what is told of the work
     * @param onFailure hears, on the engine's thread, why the model cannot be served
     */
    public GenerationEngine(
            PipelineOpener opener, int queueCapacity, EngineMetrics metrics, Consumer<Throwable> onFailure) {
        this.opener = opener;
        this.metrics = metrics;
        this.onFailure = onFailure;
        this.queue = new ArrayBlockingQueue<>(queueCapacity);
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
    public Admission submit(ImageParameters parameters) {
        var job = new GenerationJob(parameters, System.nanoTime());
        // one lock with drain(): a job is either refused, or seen by the thread before it closes
        synchronized (queue) {
            if (!(state instanceof EngineState.Serving)) {
                return new Admission.NotServing(state);
            }
            if (!queue.offer(job)) {
                return new Admission.QueueFull(RETRY);
            }
            // a caller who leaves makes room at once
            job.outcome().thenRun(() -> queue.remove(job));
            return new Admission.Accepted(job);
        }
    }

    /**
     * Refuses new work from now on; what is accepted is finished, and then the sessions are closed. Returns at once.
     */
    public void startDraining() {
        synchronized (queue) {
            if (state instanceof EngineState.Serving) {
                state = new EngineState.Draining();
            } else if (!(state instanceof EngineState.Draining)) {
                stopped = true;
            }
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
        try (var pipeline = opener.open()) {
            state = new EngineState.WarmingUp(pipeline.description());
            warmUp(pipeline);
            serve(pipeline);
            last = new EngineState.Closed();
        } catch (RuntimeException | Error e) {
            // an Error may be a native library that does not fit this machine
            last = new EngineState.Failed(String.valueOf(e.getMessage()));
            onFailure.accept(e);
        } finally {
            end(last);
        }
    }

    private void warmUp(DiffusionPipeline pipeline) {
        var model = pipeline.description();
        long start = System.nanoTime();
        var picture = new ImageParameters(
                "warm-up", Optional.empty(), model.size(), model.size(), WARM_UP_STEPS, model.guidanceScale(), 1, 0);
        // callers' times are not those of a cold start
        var unobserved = new EngineMetrics(new CompositeMeterRegistry());
        new Drawing(pipeline, unobserved, System::nanoTime).draw(new GenerationJob(picture, start), () -> stopped);
        metrics.serving(model);
        synchronized (queue) {
            if (!stopped) {
                state = new EngineState.Serving(model);
            }
        }
        LOG.infof(
                "serving %s (%s) on %s, warm after %d ms",
                model.name(), model.family(), model.device(), (System.nanoTime() - start) / 1_000_000);
    }

    private void serve(DiffusionPipeline pipeline) {
        var drawing = new Drawing(pipeline, metrics, System::nanoTime);
        while (!stopped) {
            var job = next();
            if (job.isPresent()) {
                draw(drawing, job.get());
            } else if (state instanceof EngineState.Draining) {
                return;
            }
        }
    }

    private Optional<GenerationJob> next() {
        try {
            return Optional.ofNullable(queue.poll(IDLE_POLL.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            stopped = true;
            return Optional.empty();
        }
    }

    private void draw(Drawing drawing, GenerationJob job) {
        if (job.hasEnded()) {
            return;
        }
        try {
            var outcome = drawing.draw(job, () -> stopped);
            if (outcome instanceof Outcome.Drawn && !job.hasEnded()) {
                metrics.drawn(job.parameters());
            }
            job.end(outcome);
        } catch (RuntimeException | Error e) {
            // one failed picture must not take the next one with it, nor leave its caller waiting
            job.end(new Outcome.Failed(e));
        }
    }

    private void end(EngineState last) {
        synchronized (queue) {
            state = last;
            queue.forEach(job -> job.end(new Outcome.Stopped()));
            queue.clear();
        }
    }
}
