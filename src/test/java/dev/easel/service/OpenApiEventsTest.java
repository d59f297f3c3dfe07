package dev.easel.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.easel.event.GenerationReference;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Holds the description of events against those of the running service. */
@QuarkusTest
class OpenApiEventsTest extends DescriptionTest {
    @Inject
    ObjectMapper mapper;

    @Test
    void namesTheFieldsThatAnswersHave() {
        var envelope = Events.envelope(Events.newId(), Service.quick("a cat"))
                .put("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                .put("tracestate", "vendor=1");
        var answer = Events.json(Events.structured(envelope.toString()).post("/"));
        var described = api.schema("AnswerEvent");

        assertThat(ApiDescription.names(answer)).isEqualTo(ApiDescription.names(described.path("properties")));
        assertThat(ApiDescription.texts(described.at("/properties/type/enum")))
                .containsExactlyInAnyOrder(Events.GENERATED, Events.REJECTED);
        assertThat(ApiDescription.names(answer.at("/data/images/0")))
                .isEqualTo(ApiDescription.names(api.schema("Image").path("properties")));
    }

    @Test
    void namesTheFieldsThatReferencesHave() {
        JsonNode reference = mapper.valueToTree(
                new GenerationReference.Image(URI.create("/x"), "sha-256:", 1, "image/png", 1, 1, 1, 1, "m"));

        assertThat(ApiDescription.names(reference))
                .isEqualTo(ApiDescription.names(api.schema("ImageReference").path("properties")))
                .isEqualTo(ApiDescription.texts(api.schema("ImageReference").path("required")));
    }

    @Test
    void theAttributesThatItNamesAreTaken() {
        for (var priority : api.at("/components/parameters/EventPriority/schema/enum")) {
            var answer = Events.binary(Events.newId(), Service.quick("a cat"))
                    .header(api.at("/components/parameters/EventPriority/name").asText(), priority.asText())
                    .header(api.at("/components/parameters/EventDeadline/name").asText(), "86400000")
                    .post("/");
            assertThat(answer.header("ce-type")).as(answer.asString()).isEqualTo(Events.GENERATED);
        }
        assertThat(api.at("/components/parameters/EventType/schema/const").asText())
                .isEqualTo(Events.REQUESTED);
    }
}
