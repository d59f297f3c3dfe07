package dev.easel.edge;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;

/** A caller who closes the connection. */
@QuarkusTest
class LeavingTest {
    private static final String BODY = "{\"prompt\": \"a cat\", \"steps\": 100}";
    private static final String ABANDONED = "easel_errors_total{kind=\"abandoned\"}";

    @BeforeEach
    void awaitReady() {
        Service.awaitReady();
    }

    @ParameterizedTest
    @ValueSource(strings = {Service.GENERATE, Service.FUNCTION})
    void endsThePicture(String path) throws IOException {
        double abandoned = metric(ABANDONED);
        double images = metric("easel_images_total");
        double steps = metric("easel_steps_total");

        try (var socket = new Socket("localhost", RestAssured.port)) {
            String request = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Content-Length: " + BODY.length() + "\r\n\r\n" + BODY;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            Awaitility.await().until(() -> metric("easel_steps_total") > steps);
        }

        Awaitility.await().until(() -> metric(ABANDONED) > abandoned);
        assertThat(metric("easel_images_total")).isEqualTo(images);
        Service.generate(Service.quick("a dog")).then().statusCode(200);
    }

    private static double metric(String name) {
        return get("/q/metrics")
                .asString()
                .lines()
                // with or without tags
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
