package dev.easel.service;

import io.restassured.response.Response;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The store of answers outlives the service; without it events are deferred. */
class StoredAnswersIT extends StoringTest {
    @Test
    void anAnswerOutlivesTheService() throws Exception {
        String id = Events.newId();
        Response first;
        try (var service = PackagedService.withStore(folder, store, Map.of())) {
            assertThat(store).doesNotExist();
            first = Events.post(service.url(), id, Events.UNSEEDED);
            assertThat(first.header("ce-type")).isEqualTo(Events.GENERATED);
            service.terminate();
            service.awaitExit();
        }
        try (var service = PackagedService.withStore(folder, store, Map.of())) {
            double before = service.metrics().steps();
            var second = Events.post(service.url(), id, Events.UNSEEDED);

            assertThat(second.asString()).isEqualTo(first.asString());
            assertThat(second.header("ce-id")).isEqualTo(first.header("ce-id"));
            assertThat(second.header("ce-time")).isEqualTo(first.header("ce-time"));
            assertThat(service.metrics().steps()).isEqualTo(before);
        }
    }

    @Test
    void withoutAStoreOnlyEventsAreDeferred() throws Exception {
        Files.writeString(store, "a file in the place of the folder");
        try (var service = PackagedService.withStore(folder, store, Map.of())) {
            double before = service.metrics().steps();
            var answer = Events.post(service.url(), "1 refused kind=forged", Events.UNSEEDED);

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isEqualTo("10");
            assertThat(answer.header("ce-type")).isEqualTo(Events.REJECTED);
            assertThat(answer.<String>path("type")).endsWith("/unavailable");
            assertThat(answer.asString()).doesNotContain(folder.toString());
            assertThat(service.metrics().steps()).isEqualTo(before);
            assertThat(service.output())
                    .contains("the image store " + store, "easel.store.folder")
                    .doesNotContain("\tat ", "forged");

            Service.json(Events.UNSEEDED)
                    .post(service.url() + Service.GENERATE)
                    .then()
                    .statusCode(200);
        }
    }
}
