package dev.easel.generation;

import dev.easel.problem.RejectedException;
import dev.easel.problem.Rejection;
import dev.easel.request.GenerationRequest;
import dev.easel.request.ImageReader;
import dev.easel.request.ImagesConfig;
import dev.easel.request.ReadRequest;
import dev.easel.request.RequestReaders;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Makes requests ready for the engine. What takes time, long bodies and images, a few threads do, for which a few
 * requests may wait.
 *
 * <p>These are threads of the platform: a decoder does not let go of a virtual thread's carrier, and a few of them would
 * keep everything waiting that runs on virtual threads.
 */
@Singleton
public final class Preparation {
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final ImageReader images;
    private final ThreadPoolExecutor threads;

    Preparation(ImagesConfig config, MeterRegistry registry) {
        images = new ImageReader(config);
        threads = new ThreadPoolExecutor(
                config.decodes(),
                config.decodes(),
                IDLE.toSeconds(),
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(config.waiting()),
                Thread.ofPlatform().name("easel-images-", 0).daemon().factory());
        threads.allowCoreThreadTimeOut(true);
        Gauge.builder("easel.preparation.length", threads, Preparation::length)
                .description("Requests whose images or long bodies are read, or wait for it")
                .register(registry);
    }

    private static int length(ThreadPoolExecutor threads) {
        return threads.getActiveCount() + threads.getQueue().size();
    }

    void stop(@Observes ShutdownEvent event) {
        threads.shutdown();
    }

    /**
     * The request that a call makes: at once if it is short and has no images, and never for a caller who leaves.
     *
     * @throws RejectedException if it is refused at once; the stage ends with one if it is refused later
     */
    CompletionStage<GenerationRequest> of(Call call, RequestReaders requests) {
        if (!call.body().isShort()) {
            return later(call, () -> read(call, requests).prepared(images));
        }
        return switch (read(call, requests)) {
            case ReadRequest.Plain(var request) -> CompletableFuture.completedFuture(request);
            case ReadRequest.Illustrated illustrated -> later(call, () -> illustrated.prepared(images));
        };
    }

    private static ReadRequest read(Call call, RequestReaders requests) {
        return requests.read(call.body().fields(), call.required());
    }

    /**
     * What is made of a request's body: at once if that is short, else by one of the threads, for which the caller waits.
     *
     * @throws RejectedException if as many wait already as may, or as the reading does
     */
    public <T> T read(RoutingContext context, Supplier<T> reading) {
        if (RequestBody.isShort(context)) {
            return reading.get();
        }
        try {
            return queued(reading).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RejectedException rejected ? rejected : e;
        }
    }

    private CompletionStage<GenerationRequest> later(Call call, Supplier<GenerationRequest> work) {
        return queued(() -> worked(call, work));
    }

    private <T> CompletableFuture<T> queued(Supplier<T> work) {
        try {
            return CompletableFuture.supplyAsync(work, threads);
        } catch (RejectedExecutionException e) {
            throw new RejectedException(new Rejection.Unavailable(
                    "As many requests with images are being read as may; try again in a moment", RETRY_AFTER));
        }
    }

    private static GenerationRequest worked(Call call, Supplier<GenerationRequest> work) {
        call.departure().check();
        try {
            return work.get();
        } finally {
            // the server takes back the files of a caller who has left, which is no failure of the work
            call.departure().check();
        }
    }
}
