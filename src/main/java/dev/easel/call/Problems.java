package dev.easel.call;

import dev.easel.problem.Problem;
import dev.easel.problem.RejectedException;
import dev.easel.problem.Rejection;
import dev.easel.problem.Violation;
import dev.easel.trace.LogFields;
import dev.easel.trace.RequestTrace;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.http.HttpClosedException;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.WebApplicationException;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Decides in one place which problem a failure is, logs it and counts it. A problem says nothing of the inside. */
@Singleton
public final class Problems {
    private static final Logger LOG = Logger.getLogger(Problems.class);

    private static final int TOO_MANY_REQUESTS = 429;
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
     * The problem that a request ends with. A request that fails in several places, as an abandoned one does, has one
     * problem, the first.
     */
    public Problem of(RoutingContext context, Throwable failure) {
        return Optional.<Problem>ofNullable(context.get(ANSWERED)).orElseGet(() -> {
            var trace = RequestTraces.of(context);
            var problem = of(trace, failure);
            trace.parent().note("easel.problem", problem.kind());
            context.put(ANSWERED, problem);
            return problem;
        });
    }

    /** The problem that a request ends with, away from its connection. */
    public Problem of(RequestTrace trace, Throwable failure) {
        try (var fields = LogFields.of(trace)) {
            logCause(trace.requestId(), failure);
            var problem = describe(failure);
            fields.with("kind", problem.kind()).with("status", problem.status());
            // a flood is counted, and does not flood the log
            var level = problem.status() == TOO_MANY_REQUESTS ? Logger.Level.DEBUG : Logger.Level.INFO;
            LOG.logf(level, "id=%s refused kind=%s status=%d", trace.requestId(), problem.kind(), problem.status());
            return counted(problem);
        }
    }

    /** The problem of a failure that is already logged and counted. */
    public Problem describe(Throwable failure) {
        return switch (cause(failure)) {
            case RejectedException rejected -> Problem.of(rejected.rejection());
            case HttpClosedException _, SocketException _, ClosedChannelException _ ->
                Problem.of(new Rejection.Abandoned());
            case WebApplicationException web -> describeStatus(web.getResponse().getStatus());
            default -> describeStatus(500);
        };
    }

    /** The operator needs the cause where the caller does not get it. */
    private static void logCause(String id, Throwable failure) {
        switch (cause(failure)) {
            case RejectedException rejected ->
                rejected.operatorMessage().ifPresent(message -> LOG.errorf("id=%s: %s", id, message));
            case HttpClosedException _, SocketException _, ClosedChannelException _, WebApplicationException _ -> {}
            default -> LOG.errorf(failure, "request %s failed", id);
        }
    }

    /** The problem of an HTTP status. */
    public Problem ofStatus(int status) {
        return counted(describeStatus(status));
    }

    /** The problem of a batch of events, or of an event in a format other than JSON. */
    public Problem ofUnsupportedEvent() {
        return counted(Problem.of(
                "unsupported-media-type",
                415,
                "The media type is not supported",
                new Violation(
                        "Content-Type",
                        "must be application/cloudevents+json, or application/json with the event's attributes as"
                                + " headers; batches are not supported")));
    }

    private Problem describeStatus(int status) {
        return switch (status) {
            case 400 -> Problem.of("invalid-request", 400, "The request is invalid", "The request cannot be read");
            case 404 -> Problem.of("not-found", 404, "There is nothing here", "GET /q/swagger-ui lists the paths");
            case 405 ->
                Problem.of(
                        "method-not-allowed", 405, "The method is not allowed", "GET /q/swagger-ui lists the methods");
            case 406 ->
                Problem.of(
                        "not-acceptable",
                        406,
                        "No acceptable media type",
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

    /** The cause of a stage's failure. */
    public static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException stage && stage.getCause() != null ? stage.getCause() : failure;
    }

    private Problem counted(Problem problem) {
        registry.counter("easel.errors", "kind", problem.kind()).increment();
        return problem;
    }
}
