package dev.easel.service;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** Paths below {@code /images/} without an image. */
@QuarkusTest
class StoredImagesTest {
    @RegisterExtension
    final NothingDrawn nothingDrawn = new NothingDrawn();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/images/x.png",
                "/images/..%2F..%2Fetc%2Fpasswd",
                "/images/%2e%2e",
                "/images/0000000000000000000000000000000000000000000000000000000000000000.png",
                "/images/0000000000000000000000000000000000000000000000000000000000000000.json"
            })
    void anUnknownImageIsNotFound(String path) {
        var answer = given().urlEncodingEnabled(false).get(path);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.contentType()).isEqualTo("application/problem+json");
    }
}
