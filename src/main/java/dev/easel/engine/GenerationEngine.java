package dev.easel.engine;

import dev.easel.pipeline.LoadedLibraries;
import dev.easel.pipeline.ModelDescription;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Draws images of one or more models on one thread, which opens their sessions, warms them up, runs and closes them.
 *
 * <p>An accepted job always ends in an {@link Outcome}. All public methods may be called from any thread.
 */
public final class GenerationEngine {
    private static final Logger LOG = Logger.getLogger(GenerationEngine.class);
    private static final Duration IDLE_POLL = Duration.ofMillis(100);

    private final List<ModelToServe> models;
    private final EngineConfig config;
    private final EngineMetrics metrics;
    private final Consumer<Throwable> onFailure;
    private final LongSupplier clock = System::nanoTime;
    private final JobQueue queue;
    private final Forecast forecast;
    private final Thread thread;
    private final CompletableFuture<StartTimes> started = new CompletableFuture<>();
    private volatile EngineState state = new EngineState.Opening();
    private volatile Optional<OpenModels> open = Optional.empty();
    private volatile boolean stopped;
    /** On the engine's clock; of no meaning before draining. */
    private volatile long drainEnd;

    /**
     * An engine that has not started.
     *
     * @param models the models by different names, opened in this order; the first is drawn with where a caller names none
     * @param config limits and times
     * @param metrics what is told of the work
     * @param onFailure hears, on the engine's thread, why a model cannot be served, as an {@link OpeningException} if it could not be opened
     */
    public GenerationEngine(
            List<ModelToServe> models, EngineConfig config, EngineMetrics metrics, Consumer<Throwable> onFailure) {
        this.models = List.copyOf(models);
        this.config = config;
        this.metrics = metrics;
        this.onFailure = onFailure;
        var limits = ModelLimits.of(models);
        this.queue = new JobQueue(limits);
        this.forecast = new Forecast(new MeasuredTimes(), limits);
        this.thread = Thread.ofPlatform().name("easel-engine").daemon().unstarted(this::run);
        for (var model : models) {
            metrics.of(model.name()).observeQueue(() -> queue.size(model.name()));
        }
    }

    /** Starts the thread. Returns at once; {@link #state()} tells how far it is. */
    public void start() {
        thread.start();
    }

    /** Completes on the engine's thread once it serves, with what that took; never, if it does not come to that. */
    public CompletionStage<StartTimes> started() {
        return started.minimalCompletionStage();
    }

    /** Where the engine is in its life. */
    public EngineState state() {
        return state;
    }

    /** Whether the thread that draws is there, or is yet to be. */
    public boolean isAlive() {
        return thread.isAlive() || state instanceof EngineState.Opening;
    }

    /** The models that are served now, the default first; none unless the engine serves. */
    public List<ModelDescription> models() {
        return state instanceof EngineState.Serving serving ? serving.models() : List.of();
    }

    /** Takes an image to draw with one of the served models, if there is room. */
    public Admission submit(Submission submission) {
        var admission = offer(submission);
        var meters = metrics.of(submission.model());
        switch (admission) {
            case Admission.Accepted(var job) ->
                job.outcome().thenAccept(outcome -> meters.ended(submission.parameters(), outcome));
            case Admission.Full full -> meters.refused(full.limit());
            case Admission.NotServing _ -> {}
        }
        return admission;
    }

    private Admission offer(Submission submission) {
        // one lock with draining: a job is either refused, or seen by the thread before it closes
        synchronized (queue) {
            if (!(state instanceof EngineState.Serving) || open.isEmpty()) {
                return new Admission.NotServing(state);
            }
            var workload = Workload.of(open.get().named(submission.model()), submission.parameters());
            var exhausted = queue.exhausted(submission, workload.load());
            if (exhausted.isPresent()) {
                var retryAfter = forecast.untilRoom(queue.ranked(), submission, workload.load());
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
                long timeout = config.drainTimeout().toNanos();
                drainEnd = clock.getAsLong() + timeout;
                state = new EngineState.Draining();
                // not by the thread that draws: a pass may last longer than callers will be there to be told
                CompletableFuture.delayedExecutor(timeout, TimeUnit.NANOSECONDS).execute(this::endJobs);
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
        try (var opened = new OpenModels(new LinkedHashMap<>())) {
            var natives = LoadedLibraries.time();
            long start = clock.getAsLong();
            models.stream().takeWhile(model -> !stopped).forEach(opened::open);
            long warm = clock.getAsLong();
            state = new EngineState.WarmingUp(opened.descriptions());
            open = Optional.of(opened);
            warmUp(opened);
            long end = clock.getAsLong();
            beginServing(
                    opened.descriptions(),
                    new StartTimes(natives, Duration.ofNanos(warm - start), Duration.ofNanos(end - warm)));
            serve(opened);
            last = new EngineState.Closed();
        } catch (RuntimeException | Error e) {
            last = failed(e);
        } finally {
            end(last);
        }
    }

    private EngineState failed(Throwable failure) {
        if (stopped) {
            // while the process ends libraries cannot be opened any more, which is no fault of the model's
            LOG.debug("stopped while the models were being opened", failure);
            return new EngineState.Closed();
        }
        onFailure.accept(failure);
        return new EngineState.Failed(String.valueOf(failure.getMessage()));
    }

    private void warmUp(OpenModels opened) {
        for (var pipeline : opened.all()) {
            if (stopped) {
                return;
            }
            WarmUp.draw(pipeline, forecast.times(), clock);
            var model = pipeline.description();
            metrics.of(model.name()).serving(model);
        }
    }

    /** From now on work is accepted, unless it was asked to stop meanwhile. */
    private void beginServing(List<ModelDescription> served, StartTimes times) {
        synchronized (queue) {
            if (stopped) {
                return;
            }
            state = new EngineState.Serving(served);
        }
        LOG.infof(
                "serving %s, warm after %d ms",
                served.stream().map(GenerationEngine::inWords).collect(Collectors.joining(", ")),
                times.warmUp().toMillis());
        started.complete(times);
    }

    private static String inWords(ModelDescription model) {
        return model.name() + " (" + model.family() + ") on " + model.device();
    }

    /** Serves until nothing more is to be done; what is not done then ends before the sessions close. */
    private void serve(OpenModels opened) {
        try {
            takeTurns(opened);
        } catch (InterruptedException e) {
            LOG.warn("the engine's thread was interrupted: it stops");
        } finally {
            endJobs();
        }
    }

    private void takeTurns(OpenModels opened) throws InterruptedException {
        var planner = config.batching()
                .planner(forecast.limits().passes(), config.ageing().toNanos());
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
