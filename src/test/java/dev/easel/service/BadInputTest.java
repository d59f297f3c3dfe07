package dev.easel.service;

import dev.easel.problem.Problem;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;

/** Invalid requests: the answer is a problem that names the field, and the next request works. */
@QuarkusTest
class BadInputTest {
    private static final String LONG = "a".repeat(100_000);
    private static final String OVER_THE_LIMIT = "a".repeat(34_000_000);

    @BeforeEach
    void awaitReady() {
        Service.awaitReady();
    }

    @AfterEach
    void theNextRequestWorks() {
        Service.generate(Map.of("prompt", "a cat", "steps", 1, "width", 64, "height", 64))
                .then()
                .statusCode(200);
    }

    static Stream<Arguments> bodies() {
        return Stream.of(
                Arguments.of("{}", "prompt"),
                Arguments.of("{'prompt': ''}", "prompt"),
                Arguments.of("{'prompt': ' \\n'}", "prompt"),
                Arguments.of("{'prompt': null}", "prompt"),
                Arguments.of("{'prompt': 17}", "prompt"),
                Arguments.of("{'prompt': ['a']}", "prompt"),
                Arguments.of("{'prompt': '" + LONG + "'}", "prompt"),
                Arguments.of("{'prompt': '\\ud800'}", "prompt"),
                Arguments.of("{'prompt': 'a', 'negative_prompt': 1}", "negative_prompt"),
                Arguments.of("{'prompt': 'a', 'width': 0}", "width"),
                Arguments.of("{'prompt': 'a', 'width': -8}", "width"),
                Arguments.of("{'prompt': 'a', 'width': 100}", "width"),
                Arguments.of("{'prompt': 'a', 'height': 100000}", "height"),
                Arguments.of("{'prompt': 'a', 'height': '128'}", "height"),
                Arguments.of("{'prompt': 'a', 'steps': 0}", "steps"),
                Arguments.of("{'prompt': 'a', 'steps': 1.5}", "steps"),
                Arguments.of("{'prompt': 'a', 'steps': 'x'}", "steps"),
                Arguments.of("{'prompt': 'a', 'steps': true}", "steps"),
                Arguments.of("{'prompt': 'a', 'steps': 1000000000}", "steps"),
                Arguments.of("{'prompt': 'a', 'steps': 1e99}", "steps"),
                Arguments.of("{'prompt': 'a', 'steps': 1e999}", "steps"),
                Arguments.of("{'prompt': 'a', 'steps': 99999999999999999999999}", "steps"),
                Arguments.of("{'prompt': 'a', 'steps': 2, 'num_inference_steps': 2}", "num_inference_steps"),
                Arguments.of("{'prompt': 'a', 'guidance_scale': NaN}", "guidance_scale"),
                Arguments.of("{'prompt': 'a', 'guidance_scale': -Infinity}", "guidance_scale"),
                Arguments.of("{'prompt': 'a', 'guidance_scale': 31}", "guidance_scale"),
                Arguments.of("{'prompt': 'a', 'true_cfg_scale': 0.5}", "true_cfg_scale"),
                Arguments.of("{'prompt': 'a', 'seed': -1}", "seed"),
                Arguments.of("{'prompt': 'a', 'seed': 9223372036854775808}", "seed"),
                Arguments.of("{'prompt': 'a', 'model': 'flux-pro'}", "model"),
                Arguments.of("{'prompt': 'a', 'style_preset': 'oil'}", "style_preset"),
                Arguments.of("{'prompt': 'a', 'output_format': 'gif'}", "output_format"),
                Arguments.of("{'prompt': 'a', 'promt': 'b'}", "promt"),
                Arguments.of("[]", "body"),
                Arguments.of("'a cat'", "body"),
                Arguments.of("null", "body"),
                Arguments.of("{'prompt': 'a'", "body"),
                Arguments.of("{'prompt': 'a'} x", "body"),
                Arguments.of("{'prompt': 'a', 'prompt': 'b'}", "body"),
                Arguments.of("{'prompt': " + "[".repeat(2000) + "}", "body"),
                Arguments.of("", "body"));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void anInvalidFieldIsNamed(String body, String field) {
        var response = Service.json(body.replace('\'', '"')).post(Service.GENERATE);

        isProblem(response, 400, "invalid-request", field);
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void theFunctionNamesAnInvalidField(String body, String field) {
        var response = Service.json(body.replace('\'', '"')).post(Service.FUNCTION);

        isProblem(response, 400, "invalid-request", field);
    }

    @Test
    void allInvalidFieldsAreNamedAtOnce() {
        var response = Service.json("{\"width\": 1, \"height\": \"x\", \"nonsense\": 1}")
                .post(Service.GENERATE);

        assertThat(response.jsonPath().getList("errors.field", String.class))
                .containsExactlyInAnyOrder("prompt", "width", "height", "nonsense");
    }

    @Test
    void aBodyOverTheLimitIsRefused() {
        String body = "{\"prompt\": \"" + OVER_THE_LIMIT + "\"}";

        isProblem(Service.json(body).post(Service.GENERATE), 413, "too-large", "body");
        isProblem(Service.json(body).post(Service.FUNCTION), 413, "too-large", "body");
    }

    @Test
    void anotherMediaTypeIsRefused() {
        var response = given().contentType("text/plain").body("a cat").post(Service.GENERATE);

        isProblem(response, 415, "unsupported-media-type", "Content-Type");
    }

    @Test
    void aMalformedFormIsRefused() {
        var urlEncoded = given().contentType("application/x-www-form-urlencoded")
                .body("{\"prompt\":\"" + "a".repeat(5000) + "\"}")
                .post(Service.GENERATE);
        isProblem(urlEncoded, 415, "unsupported-media-type", "Content-Type");
        var multipart = given().header("Content-Type", "multipart/form-data")
                .body(new byte[] {'x'})
                .post(Service.GENERATE);
        isProblem(multipart, 400, "invalid-request", "prompt");
        isProblem(given().multiPart("prompt", "a cat").post(Service.FUNCTION), 400, "invalid-request", "body");
    }

    @Test
    void theRefusalOfThousandsOfUnknownFieldsIsShort() {
        isProblem(Service.json(fields(4_000)).post(Service.GENERATE), 400, "invalid-request", "f0");
    }

    @ParameterizedTest
    @ValueSource(strings = {Service.GENERATE, Service.FUNCTION})
    void aBodyWithTooManyTokensIsNotReadToItsEnd(String path) {
        isProblem(Service.json(fields(90_000)).post(path), 400, "invalid-request", "body");
    }

    private static String fields(int count) {
        return IntStream.range(0, count).mapToObj(i -> "\"f" + i + "\":1").collect(Collectors.joining(",", "{", "}"));
    }

    @Test
    void anUnknownMediaTypeIsNotAcceptable() {
        var response = Service.json(Service.quick("a cat")).accept("text/html").post(Service.GENERATE);

        isProblem(response, 406, "not-acceptable", "Accept");
    }

    @Test
    void otherPathsAndMethodsAreProblemsToo() {
        given().get("/nothing").then().statusCode(404).contentType(Problem.MEDIA_TYPE);
        given().get(Service.GENERATE).then().statusCode(405).contentType(Problem.MEDIA_TYPE);
    }

    private static void isProblem(Response response, int status, String type, String field) {
        response.then()
                .statusCode(status)
                .contentType(Problem.MEDIA_TYPE)
                .header("X-Request-Id", notNullValue())
                .body("type", equalTo("https://easel.dev/problems/" + type))
                .body("errors.field", hasItem(field));
        assertThat(response.asString()).doesNotContain("Exception").hasSizeLessThan(4000);
    }
}
