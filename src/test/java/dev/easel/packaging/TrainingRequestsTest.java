package dev.easel.packaging;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Which services pass a training run. */
class TrainingRequestsTest {
    private static final String IMAGE = "\"image\"";

    private final List<String> images = Collections.synchronizedList(new ArrayList<>());
    private final List<HttpServer> servers = new ArrayList<>();

    @AfterEach
    void stop() {
        servers.forEach(server -> server.stop(0));
    }

    @Test
    void acceptsAWorkingService() throws Exception {
        requests(_ -> 200).sendAll();

        assertThat(images).hasSize(13).filteredOn(body -> body.contains(IMAGE)).hasSize(2);
    }

    @Test
    void acceptsAModelWithoutInputImages() throws Exception {
        requests(body -> body.contains(IMAGE) ? 400 : 200).sendAll();

        assertThat(images).hasSize(13);
    }

    @Test
    void failsForAServiceThatRefusesImages() throws Exception {
        var requests = requests(_ -> 400);

        assertThatThrownBy(requests::sendAll)
                .isInstanceOf(TrainingException.class)
                .hasMessage("/generate as image/png responds with status 400");
    }

    @Test
    void failsForAServiceErrorOnInputImages() throws Exception {
        var requests = requests(body -> body.contains(IMAGE) ? 500 : 200);

        assertThatThrownBy(requests::sendAll)
                .isInstanceOf(TrainingException.class)
                .hasMessage("/generate as application/json responds with status 500");
    }

    /** Requests to a service that answers an image's body with a status. */
    private TrainingRequests requests(ToIntFunction<String> status) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> answer(exchange, 200));
        server.createContext("/generate", exchange -> {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            images.add(body);
            answer(exchange, status.applyAsInt(body));
        });
        server.start();
        servers.add(server);
        return new TrainingRequests(
                URI.create("http://localhost:" + server.getAddress().getPort()));
    }

    private static void answer(HttpExchange exchange, int status) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(status, 2);
            exchange.getResponseBody().write(new byte[] {'o', 'k'});
        }
    }
}
