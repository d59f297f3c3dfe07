package dev.easel.service;

import io.opentelemetry.proto.trace.v1.Status;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.easel.service.SpanTree.IMAGE;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** What has a trace, and how a trace tells why there is no image. */
class TracesIT extends TracedServiceTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void aRefusedRequestSaysWhyAndHasNoImage() {
        var response =
                TracedService.json(trace, Map.of("prompt", "a cat", "width", 7)).post(service.url() + Service.GENERATE);

        assertThat(response.statusCode()).isEqualTo(400);
        var spans = service.await(trace, "POST /generate");
        assertThat(spans).hasSize(1);
        assertThat(TraceReceiver.attributes(spans.get("POST /generate")))
                .containsEntry("easel.problem", "invalid-request")
                .containsEntry("http.response.status_code", "400");
    }

    @Test
    void aCancelledImageEndsWhereItCame() {
        String location = service.respondAsync(trace, 1000).header("Location");
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> given().get(location).jsonPath().getInt("step") > 0);

        assertThat(given().delete(location).statusCode()).isEqualTo(204);

        var spans = service.await(trace, IMAGE, "queue", "denoise");
        assertThat(spans).doesNotContainKeys("decode", "image");
        assertThat(TraceReceiver.attributes(spans.get(IMAGE))).containsEntry("easel.outcome", "cancelled");
        assertThat(TraceReceiver.attributes(spans.get("denoise"))).containsEntry("easel.outcome", "cancelled");
        assertThat(spans.get(IMAGE).getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_UNSET);
        // the first steps have events of their own; the rest is a count
        assertThat(spans.get("denoise").getEventsCount()).isBetween(1, 128);
    }

    @Test
    void aImageThatIsTooLateIsAnError() {
        assertThat(TracedService.json(trace, Map.of("prompt", "a cat", "steps", 1000))
                        .header("X-Deadline-Ms", "1")
                        .post(service.url() + Service.GENERATE)
                        .statusCode())
                .isEqualTo(504);

        var spans = service.await(trace, "POST /generate", IMAGE, "queue");
        for (String name : List.of(IMAGE, "queue")) {
            assertThat(spans.get(name).getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
            assertThat(TraceReceiver.attributes(spans.get(name))).containsEntry("error.type", "expired");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"00-00000000000000000000000000000000-00f067aa0ba902b7-01", "nonsense", ""})
    void aBrokenTraceparentBeginsATraceOfItsOwn(String header) {
        int before = service.spans().size();
        assertThat(Service.json(Service.quick("a cat"))
                        .header("traceparent", header)
                        .post(service.url() + Service.GENERATE)
                        .statusCode())
                .isEqualTo(200);

        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> service.spans().stream()
                        .skip(before)
                        .anyMatch(span -> span.getName().equals("POST /generate")
                                && span.getParentSpanId().isEmpty()));
    }

    @Test
    void probesAndMetricsAreNotTraced() {
        given().get(service.url() + "/q/metrics");
        given().get(service.url() + "/q/health/ready");
        service.spansOfTheFunction(trace);

        assertThat(service.spans()).noneMatch(span -> span.getName().contains("/q/"));
    }
}
