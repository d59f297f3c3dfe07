package dev.easel.service;

import io.restassured.response.Response;

import static org.assertj.core.api.Assertions.assertThat;

/** An answer that is an event with a problem. */
final class EventRejection {
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;

    private EventRejection() {}

    /** The message is not a valid event: the status is that of the problem. */
    static void assertRefused(Response answer, int status, String field, String reason) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertProblem(answer, status, field, reason);
    }

    /** The event is accepted, so that it is not delivered again, and the problem is a bad request. */
    static void assertRejectedForGood(Response answer, String field, String reason) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(OK);
        assertProblem(answer, BAD_REQUEST, field, reason);
    }

    private static void assertProblem(Response answer, int status, String field, String reason) {
        var body = Events.json(answer);
        boolean structured = answer.contentType().startsWith(Events.STRUCTURED);
        var problem = structured ? body.path("data") : body;
        assertThat(structured ? body.path("type").asText() : answer.header("ce-type"))
                .isEqualTo(Events.REJECTED);
        assertThat(structured ? body.path("datacontenttype").asText() : answer.contentType())
                .isEqualTo("application/problem+json");
        assertThat(structured ? body.path("subject").asText() : answer.header("ce-subject"))
                .isNotEmpty();
        assertThat(problem.path("type").asText()).startsWith("https://easel.dev/problems/");
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("errors")).anySatisfy(error -> {
            assertThat(error.path("field").asText()).isEqualTo(field);
            assertThat(error.path("message").asText()).contains(reason);
        });
        assertThat(answer.asString()).doesNotContain("Exception", "dev.easel.e", "io.cloudevents");
    }
}
