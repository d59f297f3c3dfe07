package dev.easel.service;

import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.hamcrest.Matchers.equalTo;

/** Priorities and deadlines at every path. */
@QuarkusTest
class RequestOptionsTest {

    @BeforeEach
    void awaitReady() {
        Service.awaitReady();
    }

    @ParameterizedTest
    @CsvSource({
        "X-Priority, urgent, 'must be high, normal or low'",
        "X-Priority, HIGH, 'must be high, normal or low'",
        "X-Deadline-Ms, soon, must be an integer from 1 to 86400000",
        "X-Deadline-Ms, 0, must be an integer from 1 to 86400000",
        "X-Deadline-Ms, 86400001, must be an integer from 1 to 86400000"
    })
    void anInvalidHeaderIsRefusedByName(String header, String value, String message) {
        for (String path : new String[] {Service.GENERATE, Service.FUNCTION}) {
            Service.json(Service.quick("a cat"))
                    .header(header, value)
                    .post(path)
                    .then()
                    .statusCode(400)
                    .body("errors[0].field", equalTo(header))
                    .body("errors[0].message", equalTo(message));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"high", "normal", "low"})
    void everyPriorityIsAccepted(String priority) {
        Service.json(Service.quick("a cat"))
                .header("X-Priority", priority)
                .header("X-Deadline-Ms", 60_000)
                .post(Service.GENERATE)
                .then()
                .statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {Service.GENERATE, Service.FUNCTION})
    void aDeadlineThatCannotBeMetFailsEarly(String path) {
        Service.json(Map.of("prompt", "a cat", "steps", 100))
                .header("X-Deadline-Ms", 150)
                .post(path)
                .then()
                .statusCode(504)
                .contentType("application/problem+json")
                .body("type", equalTo("https://easel.dev/problems/deadline-exceeded"));
    }
}
