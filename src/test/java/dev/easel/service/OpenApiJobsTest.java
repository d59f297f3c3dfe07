package dev.easel.service;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

import static io.restassured.RestAssured.delete;
import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Compares the description of jobs and server-sent events with the running service. */
@QuarkusTest
class OpenApiJobsTest extends DescriptionTest {

    @Test
    void namesTheFieldsThatJobsHave() {
        var drawn = submit(64, 4);
        JobsTest.awaitStatus(drawn.header("Location"), "succeeded");
        var running = submit(256, 100);
        // of another size, so that it cannot join the one before it
        var queued = submit(128, 100);
        await().until(() -> get(running.header("Location")).path("eta_ms") != null);

        var views = new ArrayList<>(List.of(
                ApiDescription.json(queued),
                ApiDescription.json(get(running.header("Location"))),
                ApiDescription.json(get(drawn.header("Location")))));
        for (var job : List.of(queued, running)) {
            delete(job.header("Location"));
            JobsTest.awaitStatus(job.header("Location"), "cancelled");
            views.add(ApiDescription.json(get(job.header("Location"))));
        }

        assertThat(views.stream().map(view -> view.path("status").asText()))
                .containsExactly("queued", "running", "succeeded", "cancelled", "cancelled")
                .isSubsetOf(ApiDescription.texts(api.schema("Job").at("/properties/status/enum")));
        assertThat(views.stream()
                        .flatMap(view -> ApiDescription.names(view).stream())
                        .collect(Collectors.toSet()))
                .isEqualTo(ApiDescription.names(api.schema("Job").path("properties")));
        for (String example : List.of("QueuedJob", "RunningJob", "SucceededJob", "CancelledJob")) {
            views.add(api.at("/components/examples/" + example + "/value"));
        }
        assertThat(views)
                .allSatisfy(view -> assertThat(ApiDescription.names(view))
                        .containsAll(ApiDescription.texts(api.schema("Job").path("required")))
                        .isSubsetOf(ApiDescription.names(api.schema("Job").path("properties"))));
    }

    @Test
    void namesTheFieldsThatEventsHave() {
        var events = new ArrayList<EventStream.Event>();
        for (String deadline : List.of("60000", "1")) {
            try (var stream = EventStream.post(
                    RestAssured.port,
                    Service.GENERATE,
                    "{\"prompt\": \"a cat\", \"steps\": 9}",
                    "X-Deadline-Ms",
                    deadline)) {
                events.addAll(stream.all());
            }
        }
        var kinds = StreamSupport.stream(api.schema("Event").path("oneOf").spliterator(), false)
                .collect(Collectors.toMap(
                        kind -> kind.at("/properties/event/const").asText(),
                        kind -> api.at(kind.at("/properties/data/$ref").asText().substring(1))));

        assertThat(events.stream().map(EventStream.Event::name).collect(Collectors.toSet()))
                .isEqualTo(kinds.keySet());
        events.addAll(exampleEvents());
        assertThat(events).allSatisfy(event -> {
            var kind = Objects.requireNonNull(kinds.get(event.name()));
            var fields = ApiDescription.names(kind.path("properties"));
            for (var part : kind.path("allOf")) {
                fields.addAll(ApiDescription.names(
                        api.at(part.path("$ref").asText().substring(1)).path("properties")));
            }
            // invalid fields are refused before the stream begins
            fields.remove("errors");
            // an only image has no index
            fields.remove("index");
            assertThat(ApiDescription.names(event.data())).as(event.name()).isEqualTo(fields);
        });
    }

    private List<EventStream.Event> exampleEvents() {
        var lines = Pattern.compile("id:(\\d+)\nevent:(.*)\ndata:(.*)\n")
                .matcher(api.at("/components/examples/Events/value").asText())
                .results()
                .toList();
        assertThat(lines).isNotEmpty();
        var events = new ArrayList<EventStream.Event>();
        for (var line : lines) {
            events.add(new EventStream.Event(line.group(1), line.group(2), ApiDescription.json(line.group(3))));
        }
        return events;
    }

    private static Response submit(int size, int steps) {
        return Service.json(Map.of("prompt", "a cat", "width", size, "height", size, "steps", steps))
                .header("Prefer", "respond-async")
                .post(Service.GENERATE);
    }
}
