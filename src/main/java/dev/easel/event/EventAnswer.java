package dev.easel.event;

import java.util.Optional;

/**
 * What an event is answered with.
 *
 * @param status the HTTP status: 200 if the answer is final, so that a broker passes it on and does not try again
 * @param retryAfter the header {@code Retry-After}
 * @param event the event that answers
 */
record EventAnswer(int status, Optional<String> retryAfter, AnswerEvent event) {
    private static final int OK = 200;

    static EventAnswer last(AnswerEvent event) {
        return new EventAnswer(OK, Optional.empty(), event);
    }
}
