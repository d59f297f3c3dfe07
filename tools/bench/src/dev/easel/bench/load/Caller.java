package dev.easel.bench.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Requests images from one address. Thread-safe; an interrupt cancels the thread's request and closes the connection. */
public final class Caller implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final HttpClient client;
    private final URI generate;

    /** A caller with an address of its own. */
    public Caller(URI service, InetAddress from) {
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .localAddress(from)
                .build();
        this.generate = service.resolve("/generate");
    }

    /** Sends a request now, and returns its answer. */
    public Sample send(Order order) {
        return send(order, System.nanoTime());
    }

    /** Sends a request now that was due at a given time. */
    public Sample send(Order order, long scheduled) {
        long sent = System.nanoTime();
        var answer = answer(order);
        return new Sample(scheduled, sent, System.nanoTime(), answer);
    }

    private Answer answer(Order order) {
        try {
            return read(client.send(request(order), HttpResponse.BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            return new Answer.Broken(e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.Cancelled();
        }
    }

    private HttpRequest request(Order order) {
        var request = HttpRequest.newBuilder(generate)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(order.body()));
        order.priority().ifPresent(priority -> request.header("X-Priority", priority));
        return request.build();
    }

    private static Answer read(HttpResponse<byte[]> response) {
        var headers = response.headers();
        boolean problem = headers.firstValue("Content-Type").orElse("").startsWith("application/problem+json");
        return switch (response.statusCode()) {
            case 200 ->
                new Answer.Image(
                        ServerTiming.parse(headers.firstValue("Server-Timing").orElse("")), response.body().length);
            case 429 ->
                problem && headers.firstValue("Retry-After").isPresent()
                        ? new Answer.Refused(429)
                        : new Answer.Broken("429 without a problem or Retry-After");
            case 503, 504 ->
                problem
                        ? new Answer.Refused(response.statusCode())
                        : new Answer.Broken(response.statusCode() + " without a problem");
            default ->
                new Answer.Broken(response.statusCode() + " " + new String(response.body(), StandardCharsets.UTF_8));
        };
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
