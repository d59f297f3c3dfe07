package dev.easel.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Requests whose uploads are being decoded, before they are in the queue. */
@QuarkusTest
class PreparationTest extends IdleServiceTest {
    /** Small to send and slow to decode: some hundred milliseconds. */
    private static final byte[] LARGE = Sources.plain(3400, 3400);

    private static final int READ_AT_A_TIME = 2;
    private static final int WAITING = 16;
    /** One less than may be decoded or wait. */
    private static final int AHEAD = READ_AT_A_TIME + WAITING - 1;
    /** Enough that the next one still waits when its client has left. */
    private static final int WELL_AHEAD = AHEAD / 2;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @ParameterizedTest
    @ValueSource(strings = {"Accept: image/png", "Prefer: respond-async", "Accept: text/event-stream"})
    void aClientThatLeavesBeforeGetsNoImage(String header) throws IOException {
        double abandoned = Service.METRICS.abandoned();
        double drawn = Service.METRICS.images();
        var before = send(AHEAD);
        await().until(() -> Service.METRICS.preparing() >= WELL_AHEAD);

        try (var socket = new Socket("localhost", RestAssured.port)) {
            String body = body(Sources.SCENE);
            String request = "POST /generate HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + header
                    + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        }

        await().until(() -> Service.METRICS.abandoned() > abandoned);
        assertThat(statuses(before)).containsOnlyKeys(200);
        Service.METRICS.awaitIdle();
        assertThat(Service.METRICS.images()).isEqualTo(drawn + AHEAD);
    }

    @Test
    void tooManyUploadsAreRefused() {
        var statuses = statuses(send(3 * (READ_AT_A_TIME + WAITING)));

        assertThat(statuses).containsOnlyKeys(200, 503);
        assertThat(statuses.get(200)).isGreaterThanOrEqualTo(READ_AT_A_TIME + WAITING);
    }

    @Test
    void longEventsWaitWithUploads() {
        var event = Map.of("prompt", "a".repeat(100_000), "steps", 1);

        await().until(() -> {
            var images = send(3 * (READ_AT_A_TIME + WAITING));
            // once one of them is refused no more may wait
            CompletableFuture.anyOf(images.toArray(CompletableFuture[]::new)).join();
            var answer = Events.post(Events.newId(), event);
            statuses(images);
            assertThat(answer.header("ce-type")).isEqualTo(Events.REJECTED);
            return answer.statusCode() == 503;
        });
    }

    private static ConditionFactory await() {
        return Awaitility.await().pollInterval(Duration.ofMillis(20)).atMost(Duration.ofMinutes(2));
    }

    private List<CompletableFuture<HttpResponse<String>>> send(int times) {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + Service.GENERATE))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body(LARGE)))
                .build();
        return IntStream.range(0, times)
                .mapToObj(i -> client.sendAsync(request, HttpResponse.BodyHandlers.ofString()))
                .toList();
    }

    /** The number of answers by status. */
    private static Map<Integer, Long> statuses(List<CompletableFuture<HttpResponse<String>>> answers) {
        return answers.stream()
                .map(CompletableFuture::join)
                .peek(answer -> assertThat(
                                answer.headers().firstValue("Retry-After").isPresent())
                        .isEqualTo(answer.statusCode() == 503))
                .collect(Collectors.groupingBy(HttpResponse::statusCode, Collectors.counting()));
    }

    private static String body(byte[] image) {
        try {
            return new JsonMapper()
                    .writeValueAsString(Map.of(
                            "prompt", "a cat", "steps", 1, "width", 64, "height", 64, "image", Sources.base64(image)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
