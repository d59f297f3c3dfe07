package dev.easel.service;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** No event is generated twice, by the engine's own counters. */
@QuarkusTest
class RedeliveryTest {
    private double stepsBefore;
    private double imagesBefore;

    @BeforeEach
    void count() {
        Service.awaitReady();
        stepsBefore = Service.METRICS.steps();
        imagesBefore = Service.METRICS.images();
    }

    private void assertGenerated(int images, int steps) {
        assertThat(Service.METRICS.images() - imagesBefore).isEqualTo(images);
        assertThat(Service.METRICS.steps() - stepsBefore).isEqualTo(steps);
    }

    @Test
    void aRedeliveredEventGetsTheStoredAnswer() {
        // without a seed another generation would be another image
        String id = Events.newId();
        var request = Map.of("prompt", "a cat", "steps", 3);
        var first = Events.post(id, request);
        var second = Events.post(id, request);
        var third = Events.post(id, Map.of("prompt", "a dog", "steps", 5));
        var structured = Events.json(
                Events.structured(Events.envelope(id, request).toString()).post("/"));

        for (var again : List.of(second, third)) {
            assertThat(again.statusCode()).isEqualTo(200);
            assertThat(again.asString()).isEqualTo(first.asString());
            for (String header : List.of("ce-id", "ce-time", "ce-subject", "ce-type", "ce-source")) {
                assertThat(again.header(header)).isEqualTo(first.header(header));
            }
        }
        assertThat(structured.path("data")).isEqualTo(Events.json(first));
        assertThat(structured.path("id").asText()).isEqualTo(first.header("ce-id"));
        assertGenerated(1, 3);
    }

    @Test
    void theSameIdFromAnotherSourceIsAnotherEvent() {
        String id = Events.newId();
        var one = Events.structured(Events.envelope(id, Service.quick("a cat")).toString())
                .post("/");
        var other = Events.structured(Events.envelope(id, Service.quick("a cat"))
                        .put("source", Events.SOURCE + "/other")
                        .toString())
                .post("/");

        assertThat(Events.json(other).path("id")).isNotEqualTo(Events.json(one).path("id"));
        assertGenerated(2, 4);
    }

    @Test
    void aFinalRefusalIsStored() {
        String id = Events.newId();
        var first = Events.post(id, Map.of("prompt", "a cat", "width", 100));
        var second = Events.post(id, Service.quick("a cat"));

        assertThat(first.header("ce-type")).isEqualTo(Events.REJECTED);
        assertThat(second.header("ce-id")).isEqualTo(first.header("ce-id"));
        assertThat(second.asString()).isEqualTo(first.asString());
        assertGenerated(0, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\0\0\0", "{", "{}", "null", "[]"})
    void anUnreadableAnswerIsReplaced(String content) throws IOException {
        String id = Events.newId();
        var first = Events.post(id, Service.quick("a cat"));
        Files.writeString(Path.of("target/images/answers", first.header("ce-id") + ".json"), content);

        var second = Events.post(id, Service.quick("a cat"));
        var third = Events.post(id, Service.quick("a cat"));

        assertThat(second.statusCode()).as(second.asString()).isEqualTo(200);
        assertThat(second.asString()).isEqualTo(first.asString());
        assertThat(third.header("ce-time")).isEqualTo(second.header("ce-time"));
        assertGenerated(2, 4);
    }

    @Test
    void deliveriesAtTheSameTimeShareOneGeneration() {
        String id = Events.newId();
        var answers = atOnce(IntStream.range(0, 10)
                .<Callable<Response>>mapToObj(_ -> () -> Events.post(id, Map.of("prompt", "a cat", "steps", 20)))
                .toList());

        assertThat(answers).allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(200));
        assertThat(answers.stream().map(Response::asString).distinct()).hasSize(1);
        assertGenerated(1, 20);
    }

    @Test
    void fiftyDeliveriesOfTwentyFiveEventsAtTheSameTime() {
        var calls = new ArrayList<Callable<Response>>();
        for (int i = 0; i < 25; i++) {
            String id = Events.newId();
            Map<String, ?> request = Map.of("prompt", "a cat " + i, "steps", 2, "width", 64, "height", 64);
            calls.add(() -> Events.post(id, request));
            calls.add(() -> Events.post(id, request));
        }

        var answers = atOnce(calls);

        assertThat(answers).hasSize(50).allSatisfy(answer -> {
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.header("ce-type")).isEqualTo(Events.GENERATED);
        });
        assertThat(answers.stream().map(answer -> answer.header("ce-id")).collect(Collectors.toSet()))
                .hasSize(25);
        assertThat(answers.stream().map(Response::asString).distinct()).hasSize(25);
        assertGenerated(25, 50);
    }

    private static List<Response> atOnce(List<Callable<Response>> calls) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.invokeAll(calls).stream()
                    .map(future -> {
                        try {
                            return future.get();
                        } catch (Exception e) {
                            throw new AssertionError(e);
                        }
                    })
                    .toList();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
