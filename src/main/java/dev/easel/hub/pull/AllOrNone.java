package dev.easel.hub.pull;

import dev.easel.hub.HubException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;

/** Concurrent tasks that all have to succeed. */
final class AllOrNone {
    private AllOrNone() {}

    /** What to do with each item. */
    @FunctionalInterface
    interface Task<T> {
        void run(T item) throws Exception;
    }

    /**
     * Runs a task for each item, up to {@code concurrency} at a time. When one fails, the others are interrupted.
     *
     * @throws RuntimeException the first failure; a {@link HubException} if it was a checked exception
     */
    static <T> void run(List<T> items, int concurrency, Task<T> task) {
        var executor =
                Executors.newFixedThreadPool(concurrency, Thread.ofVirtual().factory());
        try {
            var done = new ExecutorCompletionService<T>(executor);
            for (var item : items) {
                done.submit(() -> {
                    task.run(item);
                    return item;
                });
            }
            for (int i = 0; i < items.size(); i++) {
                done.take().get();
            }
        } catch (ExecutionException e) {
            throw unchecked(Objects.requireNonNullElse(e.getCause(), e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HubException("interrupted", e);
        } finally {
            executor.shutdownNow();
            executor.close();
        }
    }

    private static RuntimeException unchecked(Throwable cause) {
        return switch (cause) {
            case RuntimeException unchecked -> unchecked;
            case Error error -> throw error;
            default -> new HubException("the model could not be fetched: " + cause, cause);
        };
    }
}
