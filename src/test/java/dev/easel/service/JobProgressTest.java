package dev.easel.service;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;

/** The progress of a job is the same in its view and in its events, and complete at its end. */
@QuarkusTest
class JobProgressTest {

    @BeforeEach
    void awaitReady() {
        Service.awaitReady();
    }

    static Stream<Arguments> requests() {
        var image = Map.of("image", Sources.base64(Sources.SCENE), "strength", 0.6);
        return Stream.of(
                Arguments.of("text-to-image", Map.of("steps", 10), 10),
                // starts at a later step
                Arguments.of("image-to-image", with(image, "steps", 10), 6),
                Arguments.of("image-to-image at full strength", with(image, "steps", 10, "strength", 1), 10));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void stepEndsEqualToSteps(String name, Map<String, ?> fields, int passes) {
        String location = Service.json(with(fields, "prompt", "a cat"))
                .header("Prefer", "respond-async")
                .post(Service.GENERATE)
                .header("Location");
        JobsTest.awaitStatus(location, "succeeded");

        assertEndsWith(get(location).jsonPath(), passes);
        try (var stream = EventStream.get(RestAssured.port, Service.path(location) + "/events")) {
            var progress = stream.all().stream()
                    .filter(event -> event.name().equals("progress"))
                    .map(event -> JsonPath.from(event.data().toString()))
                    .toList();
            assertThat(progress).hasSize(passes);
            assertEndsWith(progress.getLast(), passes);
        }
    }

    private static void assertEndsWith(JsonPath progress, int passes) {
        assertThat(progress.getInt("step")).isEqualTo(passes);
        assertThat(progress.getInt("steps")).isEqualTo(passes);
    }

    private static Map<String, ?> with(Map<String, ?> fields, Object... more) {
        var all = new HashMap<String, Object>(fields);
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i].toString(), more[i + 1]);
        }
        return all;
    }
}
