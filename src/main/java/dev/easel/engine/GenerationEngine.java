package dev.easel.engine;

import dev.easel.pipeline.LoadedLibraries;
import dev.easel.pipeline.ModelDescription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Generates images with one or more models on one thread, which opens their sessions, warms them up, runs and closes them.
 *
 * <p>An accepted job always ends in an {@link Outcome}. All public methods may be called from any thread.
 */
public final class GenerationEngine {
    private static final Logger LOG = Logger.getLogger(GenerationEngine.class);

    private final List<ModelToServe> models;
    private final EngineConfig config;
    private final EngineMetrics metrics;
    private final Consumer<Throwable> onFailure;
    private final LongSupplier clock;
    private final Forecast forecast;
    private final JobQueue queue;
    private final Thread thread;
    private final CompletableFuture<StartTimes> started = new CompletableFuture<>();
    private final AtomicReference<EngineState> state = new AtomicReference<>(new EngineState.Opening());

    /**
     * An engine that has not started.
     *
     * @param models the models by different names, opened in this order; the first is the default
     * @param config limits and times
     * @param metrics counts the work
     * @param onFailure is called on the engine's thread if a model cannot be served, with an {@link OpeningException} if
     *     it cannot be opened
     */
    public GenerationEngine(
            List<ModelToServe> models, EngineConfig config, EngineMetrics metrics, Consumer<Throwable> onFailure) {
        this(models, config, metrics, onFailure, System::nanoTime);
    }

    GenerationEngine(
            List<ModelToServe> models,
            EngineConfig config,
            EngineMetrics metrics,
            Consumer<Throwable> onFailure,
            LongSupplier clock) {
        this.models = List.copyOf(models);
        this.config = config;
        this.metrics = metrics;
        this.onFailure = onFailure;
        this.clock = clock;
        this.forecast = new Forecast(new MeasuredTimes(), ModelLimits.of(models));
        this.queue = new JobQueue(forecast);
        this.thread = Thread.ofPlatform().name("easel-engine").daemon().unstarted(this::run);
        for (var model : models) {
            metrics.of(model.name()).observeQueue(() -> queue.size(model.name()));
        }
    }

    /** Starts the thread. Returns at once; {@link #state()} follows its progress. */
    public void start() {
        thread.start();
    }

    /** Completes on the engine's thread once it serves; never, if it is stopped or fails before. */
    public CompletionStage<StartTimes> started() {
        return started.minimalCompletionStage();
    }

    /** Where the engine is in its life. */
    public EngineState state() {
        return state.get();
    }

    /** Whether the engine's thread runs, or is yet to start. */
    public boolean isAlive() {
        return thread.isAlive() || state() instanceof EngineState.Opening;
    }

    /** The models that are served now, the default first; none unless the engine serves. */
    public List<ModelDescription> models() {
        return state() instanceof EngineState.Serving(var open) ? open.descriptions() : List.of();
    }

    /** Accepts all images of a submission, if there is room for all, or none. The submission names a served model. */
    public Admission submit(Submission submission) {
        var admission = offer(submission);
        var meters = metrics.of(submission.model());
        switch (admission) {
            case Admission.Accepted(var jobs) ->
                jobs.forEach(job -> job.outcome().thenAccept(outcome -> meters.ended(job.parameters(), outcome)));
            case Admission.Full full ->
                meters.refused(full.limit(), submission.images().size());
            case Admission.NotServing _ -> {}
        }
        return admission;
    }

    private Admission offer(Submission submission) {
        var now = state();
        if (!(now instanceof EngineState.Serving(var open))) {
            return new Admission.NotServing(now);
        }
        var pipeline = open.named(submission.model());
        var images = submission.images().stream()
                .map(image -> Workload.of(pipeline, image))
                .toList();
        // the queue closes when draining starts, so that the thread sees every job that is accepted
        return queue.admit(submission, images, clock.getAsLong()).orElseGet(() -> new Admission.NotServing(state()));
    }

    /**
     * Accepts nothing from now on, finishes the accepted jobs as far as {@link EngineConfig#drainTimeout()} allows, and then
     * closes the sessions. Returns at once.
     */
    public void startDraining() {
        long now = clock.getAsLong();
        long timeout = config.drainTimeout().toNanos();
        var before = state.getAndUpdate(current -> current.stopping(now, timeout));
        queue.close();
        if (before instanceof EngineState.Serving) {
            // not on the engine's thread: a pass may last longer than callers wait for their answer
            CompletableFuture.delayedExecutor(timeout, TimeUnit.NANOSECONDS).execute(this::endJobs);
        }
    }

    /** Drains until the sessions are closed; a job that is not finished in time ends as {@link Outcome.Stopped}. */
    public void drain(Duration timeout) throws InterruptedException {
        startDraining();
        if (!thread.join(timeout)) {
            var over = new EngineState.Draining(clock.getAsLong());
            state.updateAndGet(current -> current instanceof EngineState.Draining ? over : current);
            queue.close();
            // sessions must not be closed during a pass, so this waits for its end
            thread.join();
        }
    }

    private void run() {
        EngineState last = new EngineState.Failed("the engine ended unexpectedly");
        try (var opened = new OpenModels(new ArrayList<>())) {
            var natives = LoadedLibraries.time();
            long start = clock.getAsLong();
            models.stream().takeWhile(_ -> !isDrainOver()).forEach(opened::open);
            long warm = clock.getAsLong();
            advance(new EngineState.WarmingUp());
            warmUp(opened);
            long end = clock.getAsLong();
            beginServing(opened, new StartTimes(natives, Duration.ofNanos(warm - start), Duration.ofNanos(end - warm)));
            serve(opened);
            last = new EngineState.Closed();
        } catch (RuntimeException | Error e) {
            last = failed(e);
        } finally {
            state.set(last);
            endJobs();
        }
    }

    /** Goes on to the next state, unless the engine is asked to stop. */
    private boolean advance(EngineState next) {
        return !(state.updateAndGet(now -> now instanceof EngineState.Draining ? now : next)
                instanceof EngineState.Draining);
    }

    private EngineState failed(Throwable failure) {
        if (isDrainOver()) {
            // libraries cannot be opened while the process ends, which is not the model's fault
            LOG.debug("stopped while the models were being opened", failure);
            return new EngineState.Closed();
        }
        onFailure.accept(failure);
        return new EngineState.Failed(String.valueOf(failure.getMessage()));
    }

    private void warmUp(OpenModels opened) {
        for (var pipeline : opened.all()) {
            if (isDrainOver()) {
                return;
            }
            WarmUp.draw(pipeline, forecast.times(), clock);
            var model = pipeline.description();
            metrics.of(model.name()).serving(model);
        }
    }

    private void beginServing(OpenModels opened, StartTimes times) {
        if (advance(new EngineState.Serving(opened))) {
            LOG.infof(
                    "serving %s, warm after %d ms",
                    opened.descriptions().stream()
                            .map(model -> model.name() + " (" + model.family() + ") on " + model.device())
                            .collect(Collectors.joining(", ")),
                    times.warmUp().toMillis());
            started.complete(times);
        }
    }

    /** Serves until the engine has drained; the jobs that are left end before the sessions close. */
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
        var planner =
                config.batching().planner(forecast.limits(), config.ageing().toNanos());
        var loop = new GenerationLoop(opened, queue, planner, forecast, metrics, clock);
        while (!isDrainOver()) {
            if (loop.turn()) {
                continue;
            }
            if (queue.isDrained()) {
                return;
            }
            queue.awaitChange();
        }
    }

    private boolean isDrainOver() {
        return state() instanceof EngineState.Draining(long end) && clock.getAsLong() - end >= 0;
    }

    private void endJobs() {
        queue.close();
        queue.accepted().forEach(job -> job.end(new Outcome.Stopped()));
    }
}
