package dev.easel.call;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.easel.problem.Problem;
import dev.easel.problem.RejectedException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder.ErrorDataDecoderException;
import io.vertx.core.VertxException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Requests that failed outside a REST resource. Several rooms add a route for the failures of their own requests; a room
 * takes those that no room before it has taken.
 */
@Singleton
public final class Failures {
    private static final int BAD_REQUEST = 400;
    private static final int UNSUPPORTED_MEDIA_TYPE = 415;

    private final Problems problems;
    private final ObjectMapper mapper;

    Failures(Problems problems, ObjectMapper mapper) {
        this.problems = problems;
        this.mapper = mapper;
    }

    /** The order of the rooms. */
    public enum Order {
        /** Events, some of which come to the paths of functions. */
        EVENTS(0),
        /** Functions. */
        FUNCTIONS(1),
        /** All others. */
        OTHERS(2);

        private final int place;

        Order(int place) {
            this.place = place;
        }
    }

    /** Adds a room's answer to those failures that it takes. */
    public static void add(
            Router router, Order order, Predicate<RoutingContext> takes, Consumer<RoutingContext> answer) {
        router.route()
                .order(Integer.MIN_VALUE + order.place)
                .handler(RoutingContext::next)
                .failureHandler(context -> {
                    if (context.response().ended() || context.response().headWritten()) {
                        return;
                    }
                    // a body over the limit is refused before the request has an id
                    RequestTraces.of(context);
                    if (takes.test(context)) {
                        answer.accept(context);
                    } else {
                        context.next();
                    }
                });
    }

    /** The problem of a request that failed. */
    public Problem problem(RoutingContext context) {
        if (context.failure() == null) {
            return problems.ofStatus(context.statusCode());
        }
        var failure = root(context.failure());
        // the server refuses such a request before any handler sees it
        if (failure instanceof VertxException && context.request().authority() == null) {
            return problems.of(context, RequestHost.refused());
        }
        // a form is decoded, and found malformed, before its media type is looked at
        if (isMalformedForm(context)) {
            return problems.ofStatus(UNSUPPORTED_MEDIA_TYPE);
        }
        return isMalformedHttp(context, failure) ? problems.ofStatus(BAD_REQUEST) : problems.of(context, failure);
    }

    /** Whether a form cannot be decoded, or a text part is over the limit, for which the decoder has no class of its own. */
    public static boolean isMalformedForm(RoutingContext context) {
        if (context.failure() == null) {
            return false;
        }
        var failure = root(context.failure());
        return failure instanceof DecoderException
                || failure instanceof ErrorDataDecoderException
                || (failure.getClass() == IOException.class
                        && !context.request().isEnded());
    }

    /** A body that breaks HTTP, such as a chunk without a length, fails before its end and before any handler sees it. */
    private static boolean isMalformedHttp(RoutingContext context, Throwable failure) {
        return !context.request().isEnded() && failure instanceof NumberFormatException;
    }

    /** The cause that a framework has wrapped. */
    private static Throwable root(Throwable failure) {
        Throwable cause = failure;
        while (!(cause instanceof RejectedException) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** Answers a request with a problem as JSON. */
    public void send(RoutingContext context, Problem problem) {
        try {
            context.response().setStatusCode(problem.status()).putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE);
            problem.retryAfterSeconds().ifPresent(wait -> context.response().putHeader(HttpHeaders.RETRY_AFTER, wait));
            context.response().end(mapper.writeValueAsString(problem));
        } catch (JsonProcessingException e) {
            context.next();
        }
    }
}
