package dev.easel.edge;

import dev.easel.engine.GenerationJob;
import io.vertx.ext.web.RoutingContext;

/** Ends the job of a caller who leaves. */
final class Departure {
    private Departure() {}

    /** Cancels the job when its answer has been sent, which has no effect any more, or cannot be sent. */
    static void cancels(RoutingContext context, GenerationJob job) {
        context.addEndHandler(end -> job.cancel());
        // who had left before the handler was there is not noticed by it
        if (context.response().closed()) {
            job.cancel();
        }
    }
}
