package dev.easel.call;

import dev.easel.problem.RejectedException;
import dev.easel.problem.Rejection;
import io.vertx.ext.web.RoutingContext;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** What the end of a client's connection means for its request. Thread-safe. */
public final class ClientDisconnect {
    private final BooleanSupplier isDisconnected;
    private final Consumer<Runnable> onDisconnect;

    private ClientDisconnect(BooleanSupplier isDisconnected, Consumer<Runnable> onDisconnect) {
        this.isDisconnected = isDisconnected;
        this.onDisconnect = onDisconnect;
    }

    /** The request ends with its connection. */
    static ClientDisconnect cancels(RoutingContext context) {
        return new ClientDisconnect(() -> context.response().closed(), cancellation -> {
            context.addEndHandler(end -> cancellation.run());
            // the handler misses a client that left before it was added
            if (context.response().closed()) {
                cancellation.run();
            }
        });
    }

    /** The request ends with its connection until it is accepted; a client can poll an accepted job. */
    static ClientDisconnect refuses(RoutingContext context) {
        return new ClientDisconnect(() -> context.response().closed(), cancellation -> {});
    }

    /** Without effect: an event is delivered again, and its image should be there by then. */
    public static ClientDisconnect ignored() {
        return new ClientDisconnect(() -> false, cancellation -> {});
    }

    /** Cancels an accepted request when its connection ends. Without effect on a request that has been answered. */
    public void onDisconnect(Runnable cancellation) {
        onDisconnect.accept(cancellation);
    }

    /**
     * Stops the work for a client that has left.
     *
     * @throws RejectedException if it has
     */
    public void check() {
        if (isDisconnected.getAsBoolean()) {
            throw new RejectedException(new Rejection.Abandoned());
        }
    }
}
