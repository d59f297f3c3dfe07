package dev.easel.generation;

import dev.easel.problem.Problem;
import dev.easel.problem.RejectedException;
import dev.easel.problem.Rejection;
import dev.easel.problem.Violation;
import dev.easel.store.StoreException;
import dev.easel.trace.TraceParent;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.http.HttpClosedException;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.WebApplicationException;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Decides once which problem a failure is, and counts it. Nothing of the inside leaves with it. */
@Singleton
public final class Problems {
    private static final Logger LOG = Logger.getLogger(Problems.class);

    private static final int TOO_MANY_REQUESTS = 429;
    private static final Duration STORE_RETRY_AFTER = Duration.ofSeconds(10);
    private static final String ANSWERED = Problem.class.getName();

    private final MeterRegistry registry;
    private final long maxBodyBytes;

    Problems(
            MeterRegistry registry,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize maxBodySize) {
        this.maxBodyBytes = maxBodySize.asLongValue();
        this.registry = registry;
    }

    /**
     * The problem that a request ends with. A request that fails in several places, as one does that is abandoned while
     * it is drawn, has one problem, the first.
     */
    public Problem of(RoutingContext context, Throwable failure) {
        return Optional.<Problem>ofNullable(context.get(ANSWERED)).orElseGet(() -> {
            var trace = RequestTrace.of(context);
            var problem = of(RequestId.of(context), trace, failure);
            trace.note("easel.problem", problem.kind());
            context.put(ANSWERED, problem);
            return problem;
        });
    }

    /** The problem that a generation ends with. */
    public Problem of(Generation generation, Throwable failure) {
        return of(generation.requestId(), generation.trace(), failure);
    }

    /** The problem that whatever has this id ends with. */
    public Problem of(String id, TraceParent trace, Throwable failure) {
        try (var fields = LogFields.of(id, trace)) {
            return counted(logged(id, of(id, failure), fields));
        }
    }

    private Problem of(String id, Throwable failure) {
        return switch (cause(failure)) {
            case RejectedException rejected -> Problem.of(rejected.rejection());
            case HttpClosedException _, SocketException _, ClosedChannelException _ ->
                Problem.of(new Rejection.Abandoned());
            case WebApplicationException web -> ofStatus(web.getResponse().getStatus());
            case StoreException store -> {
                // the caller need not know more; the operator has to
                LOG.errorf("id=%s: %s", id, store.getMessage());
                yield Problem.of(new Rejection.Unavailable(
                        "The image store cannot be used; the service's log has the cause", STORE_RETRY_AFTER));
            }
            default -> {
                LOG.errorf(failure, "request %s failed", id);
                yield ofStatus(500);
            }
        };
    }

    private static Problem logged(String id, Problem problem, LogFields fields) {
        fields.with("kind", problem.kind()).with("status", problem.status());
        // a flood is counted, and does not become a flood of lines
        var level = problem.status() == TOO_MANY_REQUESTS ? Logger.Level.DEBUG : Logger.Level.INFO;
        LOG.logf(level, "id=%s refused kind=%s status=%d", id, problem.kind(), problem.status());
        return problem;
    }

    public Problem of(int status) {
        return counted(ofStatus(status));
    }

    /** The problem of a batch of events, and of one in a format other than JSON. */
    public Problem ofOtherEvents() {
        return counted(Problem.of(
                "unsupported-media-type",
                415,
                "The media type is not supported",
                new Violation(
                        "Content-Type",
                        "must be application/cloudevents+json, or application/json with the event's attributes as"
                                + " headers; batches are not taken")));
    }

    private Problem ofStatus(int status) {
        return switch (status) {
            case 400 -> Problem.of("invalid-request", 400, "The request is invalid", "The request cannot be read");
            case 404 -> Problem.of("not-found", 404, "There is nothing here", "GET /q/swagger-ui shows what there is");
            case 405 ->
                Problem.of("method-not-allowed", 405, "The method is not allowed", "GET /q/swagger-ui shows which is");
            case 406 ->
                Problem.of(
                        "not-acceptable",
                        406,
                        "No such form",
                        new Violation(
                                "Accept",
                                "must allow image/png, image/jpeg, image/webp, application/json or"
                                        + " text/event-stream"));
            case 413 ->
                Problem.of(
                        "too-large",
                        413,
                        "The request is too large",
                        new Violation("body", "must have at most " + maxBodyBytes + " bytes"));
            case 415 ->
                Problem.of(
                        "unsupported-media-type",
                        415,
                        "The media type is not supported",
                        new Violation("Content-Type", "must be application/json or multipart/form-data"));
            default ->
                status < 500
                        ? Problem.of("bad-request", status, "The request cannot be answered", "See the HTTP status")
                        : Problem.of(
                                "internal-error",
                                status,
                                "The service failed",
                                "The service's log has the cause under the request's id");
        };
    }

    /** What happened, where a stage has failed of it. */
    public static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException stage && stage.getCause() != null ? stage.getCause() : failure;
    }

    private Problem counted(Problem problem) {
        registry.counter("easel.errors", "kind", problem.kind()).increment();
        return problem;
    }
}
