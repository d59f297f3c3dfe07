package dev.easel.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.easel.event.EventRoute;
import dev.easel.function.ImageFunctions;
import dev.easel.generation.JsonBody;
import dev.easel.generation.Problems;
import dev.easel.generation.RequestBody;
import dev.easel.generation.RequestId;
import dev.easel.generation.ServedModels;
import dev.easel.problem.Problem;
import dev.easel.problem.RejectedException;
import dev.easel.request.RequestFields;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder.ErrorDataDecoderException;
import io.vertx.core.VertxException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;

/** Failures outside REST resources as problems: functions, bodies over the limit, paths without a resource. */
@Singleton
final class ProblemRoute {
    private static final String NO_FORM =
            "cannot be read as multipart/form-data; a text part may have up to 512 kilobytes";
    private static final int BAD_REQUEST = 400;
    private static final int UNSUPPORTED_MEDIA_TYPE = 415;

    private final Problems problems;
    private final ServedModels served;
    private final ObjectMapper mapper;
    private final EventRoute events;

    ProblemRoute(Problems problems, ServedModels served, ObjectMapper mapper, EventRoute events) {
        this.events = events;
        this.served = served;
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
        // a body over the limit is refused before anything else, its id included
        RequestId.of(context);
        var problem = problem(context);
        if (EventRoute.takes(context)) {
            events.refuse(context, problem);
            return;
        }
        try {
            context.response().setStatusCode(problem.status()).putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE);
            problem.retryAfterSeconds().ifPresent(wait -> context.response().putHeader(HttpHeaders.RETRY_AFTER, wait));
            context.response().end(mapper.writeValueAsString(problem));
        } catch (JsonProcessingException e) {
            context.next();
        }
    }

    private Problem problem(RoutingContext context) {
        if (context.failure() == null) {
            return withoutCause(context);
        }
        var failure = root(context.failure());
        // refused by the server before anyone works on it
        if (failure instanceof VertxException && context.request().authority() == null) {
            return problems.of(context, RequestHost.refused());
        }
        // forms are decoded, and found wrong, before anyone asks for their media type
        if (isOfForm(context, failure)) {
            return takesForms(context) && RequestBody.isForm(context)
                    ? problems.of(context, RejectedException.invalid("body", NO_FORM))
                    : problems.of(UNSUPPORTED_MEDIA_TYPE);
        }
        return isBrokenOff(context, failure) ? problems.of(BAD_REQUEST) : problems.of(context, failure);
    }

    /** Parts that cannot be told apart, or a text part over the limit, which the decoder says without a class of its own. */
    private static boolean isOfForm(RoutingContext context, Throwable failure) {
        return failure instanceof DecoderException
                || failure instanceof ErrorDataDecoderException
                || (failure.getClass() == IOException.class
                        && !context.request().isEnded());
    }

    private static boolean takesForms(RoutingContext context) {
        return context.normalizedPath().equals(GenerateResource.PATH);
    }

    /** A body that does not keep to HTTP, such as a chunk without a length, fails before its end and before anyone works on it. */
    private static boolean isBrokenOff(RoutingContext context, Throwable failure) {
        return !context.request().isEnded() && failure instanceof NumberFormatException;
    }

    /** Funqy says only that the input of a function was bad; reading it again tells why. */
    private Problem withoutCause(RoutingContext context) {
        var required = ImageFunctions.required(context.normalizedPath());
        if (context.statusCode() == BAD_REQUEST && required.isPresent()) {
            try {
                served.requests().read(new RequestFields.Json(JsonBody.of(context)), required.get());
            } catch (RejectedException e) {
                return problems.of(context, e);
            }
        }
        return problems.of(context.statusCode());
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
