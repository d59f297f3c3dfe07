package dev.easel.service;

import io.restassured.http.Header;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** Callers who misbehave: the service goes on, and its files and threads return to where they were. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RobustnessIT {
    private static final int CALLERS = 200;
    /** Threads of pools that come and go. */
    private static final int SLACK = 16;

    /** A connection that the test itself leaves open would count as one of the service's files. */
    private static final Header CLOSE = new Header("Connection", "close");

    private PackagedService service;
    private long openFiles;
    private long threads;
    private long logged;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        service = new PackagedService(
                folder,
                Map.of(
                        "EASEL_PARAMETERS_STEPS_MAX", "1000",
                        "EASEL_JOBS_KEEP_ALIVE", "1s",
                        "EASEL_ENGINE_BATCH_ROWS", "1"));
        service.awaitReady();
        for (int i = 0; i < 20; i++) {
            draw();
        }
    }

    @AfterAll
    void stop() {
        service.close();
    }

    @BeforeEach
    void count() {
        openFiles = service.openFiles();
        threads = service.threads();
        logged = service.output().lines().count();
    }

    @Test
    void killedClients() throws IOException {
        for (int i = 0; i < CALLERS; i++) {
            try (var socket = connect()) {
                send(socket, post("Accept: image/png", "{\"prompt\": \"a cat\", \"steps\": 1000}"));
                // closed with a reset, as a client that is killed
                socket.setSoLinger(true, 0);
            }
        }
        assertRecovery();
    }

    @Test
    void brokenBodies() throws IOException {
        for (int i = 0; i < CALLERS; i++) {
            try (var socket = connect()) {
                send(
                        socket,
                        "POST /generate HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                + (i % 2 == 0
                                        ? "Content-Length: 500\r\n\r\n{\"prom"
                                        : "Transfer-Encoding: chunked\r\n\r\nzz\r\n"));
            }
        }
        assertRecovery();
    }

    @Test
    void aSlowReader() throws IOException {
        // more than the slack, and less than a caller's share of the queue
        var slow = new ArrayList<Socket>();
        for (int i = 0; i < SLACK + SLACK / 2; i++) {
            var socket = connect();
            socket.setReceiveBufferSize(1024);
            send(socket, post("Accept: text/event-stream", "{\"prompt\": \"a cat\", \"steps\": 100}"));
            slow.add(socket);
        }
        draw();
        closeAll(slow);
        assertRecovery();
    }

    @Test
    void idleStreams() throws IOException {
        var jobs = Stream.generate(this::submitLong).limit(4).toList();
        var idle = new ArrayList<Socket>();
        for (int i = 0; i < CALLERS; i++) {
            var socket = connect();
            send(
                    socket,
                    "GET " + URI.create(jobs.getLast()).getPath()
                            + "/events HTTP/1.1\r\nHost: localhost\r\nLast-Event-ID: 999999\r\n\r\n");
            idle.add(socket);
        }
        try {
            // some that were open when the count began may close during it
            Awaitility.await().until(() -> service.openFiles() > openFiles + CALLERS - SLACK);
            draw();
            assertThat(service.threads()).isLessThan(threads + SLACK);
            assertThat(isKeptAlive(idle.getFirst())).isTrue();
        } finally {
            closeAll(idle);
            jobs.forEach(job -> given().header(CLOSE).delete(job).then().statusCode(204));
        }
        assertRecovery();
    }

    private void assertRecovery() {
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(service.openFiles()).isLessThan(openFiles + SLACK);
            assertThat(service.threads()).isLessThan(threads + SLACK);
            assertThat(given().header(CLOSE).get(service.url() + "/q/metrics").asString())
                    .contains("easel_queue_length{model=\"scenes-flux\"} 0.0");
        });
        draw();
        assertThat(service.output().lines().skip(logged))
                .noneMatch(line -> line.contains("ERROR") || line.contains("WARN") || line.contains("Exception"));
    }

    private void draw() {
        Service.json(Service.quick("a dog"))
                .header(CLOSE)
                .header("X-Priority", "high")
                .post(service.url() + Service.GENERATE)
                .then()
                .statusCode(200);
    }

    /** Whether a stream without events has comments. */
    private static boolean isKeptAlive(Socket socket) throws IOException {
        socket.setSoTimeout(10_000);
        var lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        return lines.lines().anyMatch(line -> line.startsWith(":"));
    }

    private String submitLong() {
        return Service.json(Map.of("prompt", "a cat", "steps", 1000))
                .header(CLOSE)
                .header("Prefer", "respond-async")
                .post(service.url() + Service.GENERATE)
                .header("Location");
    }

    private Socket connect() throws IOException {
        return new Socket("localhost", service.port());
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    private static String post(String header, String body) {
        return "POST /generate HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + header
                + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static void closeAll(List<Socket> sockets) throws IOException {
        for (var socket : sockets) {
            socket.close();
        }
    }
}
