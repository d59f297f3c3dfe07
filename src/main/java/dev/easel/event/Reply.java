package dev.easel.event;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/**
 * The HTTP response to the delivery of an event.
 *
 * @param status 200 if the answer is final, so that a broker passes it on and does not deliver the event again
 * @param retryAfter the header {@code Retry-After}
 * @param answer the event that answers
 */
record Reply(int status, Optional<String> retryAfter, AnswerEvent answer) {
    private static final int OK = 200;

    static Reply last(AnswerEvent answer) {
        return new Reply(OK, Optional.empty(), answer);
    }

    /** Sends it in the mode of the request; without effect if the request has been answered or its connection has ended. */
    void send(RoutingContext context) {
        var response = context.response();
        if (response.closed() || response.ended()) {
            return;
        }
        response.setStatusCode(status);
        retryAfter.ifPresent(wait -> response.putHeader(HttpHeaders.RETRY_AFTER, wait));
        answer.write(ContentMode.of(context), response::putHeader, body -> response.end(Buffer.buffer(body)));
    }
}
