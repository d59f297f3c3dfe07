package dev.easel.service;

import io.restassured.response.Response;
import java.net.Socket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Events that a broker delivers in bursts, and again after a timeout: each gets one image. */
class EventDeliveriesIT {
    @TempDir
    private Path folder;

    @Test
    void fiftyEventsAreGeneratedOnceEachWithAShortQueue() throws Exception {
        try (var service =
                PackagedService.withStore(folder, folder.resolve("store"), Map.of("EASEL_ENGINE_QUEUE_JOBS", "8"))) {
            double before = service.metrics().images();
            var answers = atOnce(service);
            assertThat(answers.values())
                    .extracting(Response::statusCode)
                    .contains(200, 429)
                    .containsOnly(200, 429);
            assertThat(answers.values())
                    .filteredOn(answer -> answer.statusCode() == 429)
                    .allSatisfy(answer -> {
                        // by its address one caller, whatever sources it names
                        assertThat(answer.<String>path("detail")).contains("Your share");
                        assertThat(Integer.parseInt(answer.header("Retry-After")))
                                .isPositive();
                        assertThat(answer.header("ce-type")).isEqualTo(Events.REJECTED);
                        assertThat(answer.<String>path("type")).endsWith("/queue-full");
                    });

            // as a broker does, until every event has its image
            for (var event : answers.entrySet()) {
                Awaitility.await().untilAsserted(() -> {
                    var again = small(service, event.getKey());
                    assertThat(again.header("ce-type")).isEqualTo(Events.GENERATED);
                });
            }
            assertThat(service.metrics().images() - before).isEqualTo(50);
        }
    }

    /** Each event has a source of its own. */
    private static Response small(PackagedService service, String id) {
        return Events.binary("/sources/" + id, id, Map.of("prompt", "a cat", "steps", 2, "width", 64, "height", 64))
                .post(service.url() + "/");
    }

    private static Map<String, Response> atOnce(PackagedService service) throws Exception {
        var ids = IntStream.range(0, 50).mapToObj(_ -> Events.newId()).toList();
        var calls = ids.stream()
                .<Callable<Response>>map(id -> () -> small(service, id))
                .toList();
        var answers = new HashMap<String, Response>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var futures = threads.invokeAll(calls);
            for (int i = 0; i < ids.size(); i++) {
                answers.put(ids.get(i), futures.get(i).get());
            }
        }
        return answers;
    }

    @Test
    void anImageIsGeneratedAfterTheBrokerHasGivenUp() throws Exception {
        String id = Events.newId();
        var request = "{\"prompt\": \"a cat\", \"steps\": 60}";
        try (var service = PackagedService.withStore(folder, folder.resolve("store"), Map.of())) {
            double before = service.metrics().images();
            double steps = service.metrics().steps();
            try (var socket = new Socket("localhost", service.port())) {
                socket.getOutputStream().write(Events.message("localhost", id, request));
                socket.getOutputStream().flush();
                Awaitility.await().until(() -> service.metrics().steps() > steps);
                socket.setSoLinger(true, 0);
            }
            var again = Events.post(service.url(), id, request);

            assertThat(again.header("ce-type")).isEqualTo(Events.GENERATED);
            assertThat(service.metrics().images() - before).isEqualTo(1);
            // not one step twice: it is the image that was begun
            assertThat(service.metrics().steps() - steps).isEqualTo(60);
        }
    }
}
