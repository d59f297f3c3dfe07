package dev.easel.packaging;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/** The first and most frequent requests to a service: probes, metrics, and images in each format. */
final class TrainingRequests {
    private static final Duration TIMEOUT = Duration.ofMinutes(30);
    private static final Duration POLL = Duration.ofMillis(20);
    private static final int OK = 200;
    private static final int SERVER_ERROR = 500;
    private static final String IMAGE = "{\"prompt\": \"a cat\", \"steps\": 2, \"seed\": %d}";

    private final URI service;

    TrainingRequests(URI service) {
        this.service = service;
    }

    /** Waits until the service is ready, then sends the requests. */
    void sendAll() throws IOException, InterruptedException {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        while (get("/q/health/ready") != OK) {
            if (System.nanoTime() > end) {
                throw new TrainingException("the service is not ready after " + TIMEOUT.toMinutes() + " minutes");
            }
            Thread.sleep(POLL);
        }
        for (var path : new String[] {"/q/health/started", "/q/health/live", "/q/metrics", "/v1/models"}) {
            require(path, get(path), OK);
        }
        byte[] file = generate("image/png", IMAGE.formatted(1));
        var image = "\"image\": \"" + Base64.getEncoder().encodeToString(file) + "\", ";
        for (int seed = 1; seed <= 2; seed++) {
            var request = IMAGE.formatted(seed);
            for (var accept :
                    new String[] {"image/png", "image/jpeg", "image/webp", "application/json", "text/event-stream"}) {
                generate(accept, request);
            }
            // some models take no input images; then this trains the refusal
            post("application/json", request.replace("{", "{" + image), SERVER_ERROR - 1);
        }
    }

    private byte[] generate(String accept, String request) throws IOException {
        return post(accept, request, OK);
    }

    private int get(String path) throws IOException {
        var connection = open(path);
        int status = connection.getResponseCode();
        drain(connection, status);
        return status;
    }

    private byte[] post(String accept, String body, int max) throws IOException {
        var connection = open("/generate");
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", "application/json");
        connection.setRequestProperty("Accept", accept);
        connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
        int status = connection.getResponseCode();
        var response = drain(connection, status);
        require("/generate as " + accept, status, max);
        return response;
    }

    private HttpURLConnection open(String path) throws IOException {
        return (HttpURLConnection) service.resolve(path).toURL().openConnection();
    }

    private static byte[] drain(HttpURLConnection connection, int status) throws IOException {
        try (var response = status < OK * 2 ? connection.getInputStream() : connection.getErrorStream()) {
            return response == null ? new byte[0] : response.readAllBytes();
        }
    }

    private static void require(String what, int status, int max) {
        if (status > max) {
            throw new TrainingException(what + " responds with status " + status);
        }
    }
}
