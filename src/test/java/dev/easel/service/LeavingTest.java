package dev.easel.service;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A client that closes the connection. */
@QuarkusTest
class LeavingTest extends IdleServiceTest {
    private static final String BODY = "{\"prompt\": \"a cat\", \"steps\": 100}";

    @ParameterizedTest
    @ValueSource(strings = {Service.GENERATE, Service.FUNCTION})
    void cancelsTheImage(String path) throws IOException {
        double abandoned = Service.METRICS.abandoned();
        double images = Service.METRICS.images();
        double steps = Service.METRICS.steps();

        try (var socket = new Socket("localhost", RestAssured.port)) {
            String request = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Content-Length: " + BODY.length() + "\r\n\r\n" + BODY;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            Awaitility.await().until(() -> Service.METRICS.steps() > steps);
        }

        Awaitility.await().until(() -> Service.METRICS.abandoned() > abandoned);
        assertThat(Service.METRICS.images()).isEqualTo(images);
        Service.generate(Service.quick("a dog")).then().statusCode(200);
    }
}
