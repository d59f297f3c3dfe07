package dev.easel.generation;

import dev.easel.call.Call;
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
 * Makes requests ready for the engine. A few threads do what takes time, long bodies and images; a few more requests may wait
 * for them.
 *
 * <p>These are platform threads: a decoder pins the carrier of a virtual thread, and a few decoders would block everything
 * that runs on virtual threads.
 */
@Singleton
public final class RequestPreparation {
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final ImageReader images;
    private final ThreadPoolExecutor threads;

    RequestPreparation(ImagesConfig config, MeterRegistry registry) {
        images = new ImageReader(config);
        threads = new ThreadPoolExecutor(
                config.decodes(),
                config.decodes(),
                IDLE.toSeconds(),
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(config.waiting()),
                Thread.ofPlatform().name("easel-images-", 0).daemon().factory());
        threads.allowCoreThreadTimeOut(true);
        Gauge.builder("easel.preparation.length", threads, RequestPreparation::length)
                .description("Requests whose images or long bodies are being read, or wait to be read")
                .register(registry);
    }

    private static int length(ThreadPoolExecutor threads) {
        return threads.getActiveCount() + threads.getQueue().size();
    }

    void stop(@Observes ShutdownEvent event) {
        threads.shutdown();
    }

    /**
     * The request of a call: at once if it is short and has no images, and never for a client that has left.
     *
     * @throws RejectedException if it is refused at once; the stage ends with one if it is refused later
     */
    CompletionStage<GenerationRequest> prepare(Call call, RequestReaders readers) {
        if (!call.body().isShort()) {
            return later(call, () -> read(call, readers).prepared(images));
        }
        return switch (read(call, readers)) {
            case ReadRequest.Plain(var request) -> CompletableFuture.completedFuture(request);
            case ReadRequest.Illustrated illustrated -> later(call, () -> illustrated.prepared(images));
        };
    }

    private static ReadRequest read(Call call, RequestReaders readers) {
        return readers.read(call.body().fields(), call.required());
    }

    /**
     * Reads something long on one of the threads; the caller waits.
     *
     * @throws RejectedException if too many requests wait already, or if the reading throws one
     */
    public <T> T read(Supplier<T> reading) {
        try {
            return queued(reading).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RejectedException rejected ? rejected : e;
        }
    }

    private CompletionStage<GenerationRequest> later(Call call, Supplier<GenerationRequest> reading) {
        return queued(() -> unlessDisconnected(call, reading));
    }

    private <T> CompletableFuture<T> queued(Supplier<T> reading) {
        try {
            return CompletableFuture.supplyAsync(reading, threads);
        } catch (RejectedExecutionException e) {
            throw new RejectedException(new Rejection.Unavailable(
                    "Too many uploads are being decoded; try again in a moment", RETRY_AFTER));
        }
    }

    private static GenerationRequest unlessDisconnected(Call call, Supplier<GenerationRequest> reading) {
        call.disconnect().check();
        try {
            return reading.get();
        } finally {
            // the server deletes the files of a client that has left, which is no failure of the reading
            call.disconnect().check();
        }
    }
}
