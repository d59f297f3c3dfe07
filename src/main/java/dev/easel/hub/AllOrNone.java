package dev.easel.hub;

import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;

/** Work side by side, a virtual thread each, that is of use only if all of it succeeds. */
final class AllOrNone {
    private AllOrNone() {}

    /** A piece of the work. */
    interface Piece {
        void run(int index) throws Exception;
    }

    /**
     * Runs all pieces. When one fails the others are interrupted.
     *
     * @throws RuntimeException what the first one failed with; a {@link HubException} if that was no unchecked exception
     */
    static void run(int pieces, Piece piece) {
        var executor = Executors.newVirtualThreadPerTaskExecutor();
        try {
            var done = new ExecutorCompletionService<Void>(executor);
            for (int i = 0; i < pieces; i++) {
                int index = i;
                done.submit(() -> {
                    piece.run(index);
                    return null;
                });
            }
            for (int i = 0; i < pieces; i++) {
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
