package dev.easel.generation;

import dev.easel.engine.GenerationJob;
import dev.easel.problem.RejectedException;
import dev.easel.problem.Rejection;
import io.vertx.ext.web.RoutingContext;
import java.util.function.BooleanSupplier;

/** The end of a caller's connection. */
public final class ClientDisconnect {
    private final BooleanSupplier left;

    private ClientDisconnect(BooleanSupplier left) {
        this.left = left;
    }

    /** The end of the connection that a request came by. */
    static ClientDisconnect of(RoutingContext context) {
        return new ClientDisconnect(() -> context.response().closed());
    }

    /** Of no effect, as an event's: it comes again, and is to find its image then. */
    static ClientDisconnect ignored() {
        return new ClientDisconnect(() -> false);
    }

    /** Cancels the job when its answer has been sent, which has no effect any more, or cannot be sent. */
    public static void cancels(RoutingContext context, GenerationJob job) {
        context.addEndHandler(end -> job.cancel());
        // who had left before the handler was there is not noticed by it
        if (context.response().closed()) {
            job.cancel();
        }
    }

    /**
     * Ends the work for a caller who has left. May be called from any thread.
     *
     * @throws RejectedException if the caller has
     */
    void check() {
        if (left.getAsBoolean()) {
            throw new RejectedException(new Rejection.Abandoned());
        }
    }
}
