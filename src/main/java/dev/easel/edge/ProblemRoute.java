package dev.easel.edge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.easel.request.RejectedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Failures outside REST resources as problems: functions, bodies over the limit, paths without a resource. */
@Singleton
final class ProblemRoute {
    private final Problems problems;
    private final ObjectMapper mapper;

    ProblemRoute(Problems problems, ObjectMapper mapper) {
        this.problems = problems;
        this.mapper = mapper;
    }

    void install(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).handler(RoutingContext::next).failureHandler(this::answer);
    }

    private void answer(RoutingContext context) {
        if (context.response().ended() || context.response().headWritten()) {
            return;
        }
        var problem = context.failure() == null
                ? problems.of(context.statusCode())
                : problems.of(RequestId.of(context), root(context.failure()));
        try {
            context.response().setStatusCode(problem.status()).putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE);
            problem.retryAfter()
                    .ifPresent(wait -> context.response().putHeader("Retry-After", Long.toString(wait.toSeconds())));
            context.response().end(mapper.writeValueAsString(problem));
        } catch (JsonProcessingException e) {
            context.next();
        }
    }

    /** Funqy wraps what a function throws. */
    private static Throwable root(Throwable failure) {
        Throwable cause = failure;
        while (!(cause instanceof RejectedException) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
