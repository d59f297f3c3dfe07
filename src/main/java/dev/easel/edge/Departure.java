package dev.easel.edge;

import dev.easel.engine.GenerationJob;
import dev.easel.request.RejectedException;
import dev.easel.request.Rejection;
import io.vertx.ext.web.RoutingContext;

/** The end of a caller's connection. */
final class Departure {
    private final RoutingContext context;

    private Departure(RoutingContext context) {
        this.context = context;
    }

    /** The end of the connection that a request came by. */
    static Departure of(RoutingContext context) {
        return new Departure(context);
    }

    /** Cancels the job when its answer has been sent, which has no effect any more, or cannot be sent. */
    static void cancels(RoutingContext context, GenerationJob job) {
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
        if (context.response().closed()) {
            throw new RejectedException(new Rejection.Abandoned());
        }
    }
}
