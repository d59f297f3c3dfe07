package dev.easel.bench.load;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OpenLoopTest {
    private static final Order ORDER = new Order("{}", Optional.of("high"));

    /** A service that answers with a status and the headers of the API. */
    private static HttpServer service(int status, CountDownLatch gate) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/generate", exchange -> {
            await(gate);
            exchange.getResponseHeaders().add("Server-Timing", "queue;dur=2.50, encode;dur=1.25, denoise;dur=10.00");
            exchange.getResponseHeaders().add("Content-Type", "application/problem+json");
            var body = exchange.getRequestHeaders().getFirst("X-Priority").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static void await(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static URI uri(HttpServer server) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private static List<OpenLoop.Arrival> arrivals(Caller caller, long... at) {
        return LongStream.of(at)
                .mapToObj(time -> new OpenLoop.Arrival(time, caller, ORDER))
                .toList();
    }

    @Test
    void latencyIncludesTheDelayBeforeSending() throws Exception {
        var server = service(200, new CountDownLatch(0));
        try (var caller = new Caller(uri(server), InetAddress.getLoopbackAddress())) {
            long start = System.nanoTime() - Duration.ofMinutes(1).toNanos();
            try (var loop = OpenLoop.startingAt(start, arrivals(caller, 0, 5))) {
                assertThat(loop.samples()).hasSize(2).allSatisfy(sample -> {
                    assertThat(sample.latency()).isGreaterThanOrEqualTo(60_000);
                    assertThat(sample.timing().orElseThrow().firstStepWait()).isEqualTo(3.75);
                });
            }
        } finally {
            server.stop(0);
        }
    }

    @Test
    void requestsDoNotWaitForEarlierAnswersAndClosingCancelsThem() throws Exception {
        var gate = new CountDownLatch(1);
        var server = service(200, gate);
        try (var caller = new Caller(uri(server), InetAddress.getLoopbackAddress())) {
            var stuck =
                    OpenLoop.start(arrivals(caller, 0, 0, Duration.ofHours(1).toNanos()));
            stuck.close();
            assertThat(stuck.samples()).extracting(Sample::answer).containsOnly(new Answer.Cancelled());
        } finally {
            gate.countDown();
            server.stop(0);
        }
    }

    @Test
    void aRefusalNeedsItsProblemBodyAndHeaders() throws Exception {
        assertThat(answerTo(503)).isEqualTo(new Answer.Refused(503));
        assertThat(answerTo(429)).isEqualTo(new Answer.Broken("429 without a problem or Retry-After"));
        assertThat(answerTo(500)).isEqualTo(new Answer.Broken("500 high"));
    }

    private static Answer answerTo(int status) throws IOException {
        var server = service(status, new CountDownLatch(0));
        try (var caller = new Caller(uri(server), InetAddress.getLoopbackAddress())) {
            return caller.send(ORDER).answer();
        } finally {
            server.stop(0);
        }
    }
}
