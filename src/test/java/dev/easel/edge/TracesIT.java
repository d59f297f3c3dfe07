package dev.easel.edge;

import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** What a collector of traces gets of the packaged service, which is asked for them by its environment. */
class TracesIT {
    private static final String PICTURE = "generate_content scenes-flux";
    private static final String CALLER = "00f067aa0ba902b7";
    private static final String[] PHASES = {"queue", "encode", "denoise", "decode", "image"};

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private static Path folder;

    private static TraceReceiver receiver;
    private static PackagedService service;

    private final String trace = "%016x%016x"
            .formatted(
                    ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE),
                    ThreadLocalRandom.current().nextLong());

    @BeforeAll
    static void start() throws IOException {
        receiver = new TraceReceiver();
        var environment = new HashMap<>(receiver.environment());
        environment.put("QUARKUS_OTEL_SDK_DISABLED", "false");
        environment.put("EASEL_PARAMETERS_STEPS_MAX", "1000");
        service = new PackagedService(folder, environment);
        service.awaitReady();
    }

    @AfterAll
    static void stop() {
        service.close();
        receiver.close();
    }

    @Test
    void aGenerationIsATreeOfSpansInTheTraceOfItsCaller() {
        var response = Service.json(
                        Map.of("prompt", "my secret unicorn", "steps", 3, "seed", 7, "width", 64, "height", 128))
                .header("traceparent", traceparent(trace))
                .header("X-Request-Id", "traced-1")
                .header("X-Priority", "high")
                .post(service.url() + Service.GENERATE);

        assertThat(response.statusCode()).isEqualTo(200);
        var spans = receiver.await(trace, "POST /generate", PICTURE, "queue", "encode", "denoise", "decode", "image");
        assertThat(spans).hasSize(7);
        assertParents(spans, "POST /generate");
        assertThat(id(spans.get("POST /generate").getParentSpanId().toByteArray()))
                .isEqualTo(CALLER);
        assertThat(TraceReceiver.attributes(spans.get("POST /generate"))).containsEntry("easel.request_id", "traced-1");
        assertThat(TraceReceiver.attributes(spans.get(PICTURE)))
                .containsEntry("gen_ai.operation.name", "generate_content")
                .containsEntry("gen_ai.output.type", "image")
                .containsEntry("gen_ai.request.model", "scenes-flux")
                .containsEntry("gen_ai.request.seed", "7")
                .containsEntry("easel.request_id", "traced-1")
                .containsEntry("easel.task", "text-to-image")
                .containsEntry("easel.width", "64")
                .containsEntry("easel.height", "128")
                .containsEntry("easel.steps", "3")
                .containsEntry("easel.priority", "high")
                .containsEntry("easel.outcome", "drawn");
        assertThat(TraceReceiver.attributes(spans.get("image")))
                .containsEntry("easel.format", "png")
                .containsEntry("easel.bytes", Integer.toString(response.asByteArray().length));
        assertThat(steps(spans)).extracting(step -> step.get("easel.step")).containsExactly("1", "2", "3");
        assertThat(steps(spans))
                .allSatisfy(step -> assertThat(step)
                        .containsEntry("easel.rows", "1")
                        .hasEntrySatisfying(
                                "easel.milliseconds",
                                value -> assertThat(Double.parseDouble(value)).isPositive()));
        assertThat(receiver.spans()).noneMatch(span -> span.toString().contains("unicorn"));
        assertInOrder(spans);
    }

    private static void assertParents(Map<String, Span> spans, String root) {
        assertThat(spans.get(PICTURE).getParentSpanId())
                .isEqualTo(spans.get(root).getSpanId());
        for (String phase : PHASES) {
            var parent = phase.equals("encode") ? "queue" : PICTURE;
            assertThat(spans.get(phase).getParentSpanId())
                    .as(phase)
                    .isEqualTo(spans.get(parent).getSpanId());
        }
    }

    /** One phase after the other, within the picture's span, which is on the clock of its request's. */
    private static void assertInOrder(Map<String, Span> spans) {
        var phases =
                IntStream.of(0, 2, 3, 4).mapToObj(i -> spans.get(PHASES[i])).toList();
        assertThat(phases)
                .allSatisfy(phase -> assertThat(phase.getEndTimeUnixNano())
                        .isGreaterThanOrEqualTo(phase.getStartTimeUnixNano())
                        .isLessThanOrEqualTo(spans.get(PICTURE).getEndTimeUnixNano()));
        assertThat(phases).extracting(Span::getStartTimeUnixNano).isSorted();
        // the clocks of the two are read apart
        long slack = 50_000_000;
        assertThat(spans.get(PICTURE).getStartTimeUnixNano())
                .isGreaterThan(spans.get("POST /generate").getStartTimeUnixNano() - slack);
    }

    @Test
    void theFunctionHasTheSameTree() {
        assertParents(spansOfTheFunction(), "POST /text-to-image");
    }

    private Map<String, Span> spansOfTheFunction() {
        var response = Service.json(Service.quick("a cat"))
                .header("traceparent", traceparent(trace))
                .post(service.url() + Service.FUNCTION);
        assertThat(response.statusCode()).isEqualTo(200);
        return receiver.await(trace, "POST /text-to-image", PICTURE, "image");
    }

    @Test
    void aStreamHasTheSameTree() {
        try (var stream = EventStream.post(
                service.port(),
                Service.GENERATE,
                "{\"prompt\": \"a cat\", \"steps\": 2}",
                "traceparent",
                traceparent(trace))) {
            assertThat(stream.all().getLast().name()).isEqualTo("image");
        }

        assertParents(receiver.await(trace, "POST /generate", PICTURE, "image"), "POST /generate");
    }

    @Test
    void aPictureToComeBackForIsInTheTraceThatAskedForIt() {
        assertThat(respondAsync(trace, 2).statusCode()).isEqualTo(202);

        var spans = receiver.await(trace, "POST /generate", PICTURE, "image");
        assertParents(spans, "POST /generate");
        assertThat(spans.get(PICTURE).getEndTimeUnixNano())
                .isGreaterThan(spans.get("POST /generate").getEndTimeUnixNano());
    }

    @Test
    void picturesThatSharePassesHaveATraceEach() {
        var traces = List.of(trace, "0af7651916cd43dd8448eb211c80319c");
        traces.forEach(id -> assertThat(respondAsync(id, 60).statusCode()).isEqualTo(202));

        for (String id : traces) {
            var spans = receiver.await(id, "POST /generate", PICTURE, "denoise", "image");
            assertParents(spans, "POST /generate");
            assertThat(steps(spans))
                    .hasSize(60)
                    .anyMatch(step -> step.get("easel.rows").equals("2"));
        }
    }

    @Test
    void aRefusedRequestSaysWhyAndHasNoPicture() {
        var response = Service.json(Map.of("prompt", "a cat", "width", 7))
                .header("traceparent", traceparent(trace))
                .post(service.url() + Service.GENERATE);

        assertThat(response.statusCode()).isEqualTo(400);
        var spans = receiver.await(trace, "POST /generate");
        assertThat(spans).hasSize(1);
        assertThat(TraceReceiver.attributes(spans.get("POST /generate")))
                .containsEntry("easel.problem", "invalid-request")
                .containsEntry("http.response.status_code", "400");
    }

    @Test
    void aCancelledPictureEndsWhereItCame() {
        String location = respondAsync(trace, 1000).header("Location");
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> given().get(location).jsonPath().getInt("step") > 0);

        assertThat(given().delete(location).statusCode()).isEqualTo(204);

        var spans = receiver.await(trace, PICTURE, "queue", "denoise");
        assertThat(spans).doesNotContainKeys("decode", "image");
        assertThat(TraceReceiver.attributes(spans.get(PICTURE))).containsEntry("easel.outcome", "cancelled");
        assertThat(TraceReceiver.attributes(spans.get("denoise"))).containsEntry("easel.outcome", "cancelled");
        assertThat(spans.get(PICTURE).getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_UNSET);
        // the first steps are told one by one, and how many more there were
        assertThat(spans.get("denoise").getEventsCount()).isBetween(1, 128);
    }

    @Test
    void aPictureThatIsTooLateIsAnError() {
        assertThat(Service.json(Map.of("prompt", "a cat", "steps", 1000))
                        .header("traceparent", traceparent(trace))
                        .header("X-Deadline-Ms", "1")
                        .post(service.url() + Service.GENERATE)
                        .statusCode())
                .isEqualTo(504);

        var spans = receiver.await(trace, "POST /generate", PICTURE, "queue");
        for (String name : List.of(PICTURE, "queue")) {
            assertThat(spans.get(name).getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
            assertThat(TraceReceiver.attributes(spans.get(name))).containsEntry("error.type", "expired");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"00-00000000000000000000000000000000-00f067aa0ba902b7-01", "nonsense", ""})
    void aBrokenTraceparentBeginsATraceOfItsOwn(String header) {
        int before = receiver.spans().size();
        assertThat(Service.json(Service.quick("a cat"))
                        .header("traceparent", header)
                        .post(service.url() + Service.GENERATE)
                        .statusCode())
                .isEqualTo(200);

        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> receiver.spans().stream()
                        .skip(before)
                        .anyMatch(span -> span.getName().equals("POST /generate")
                                && span.getParentSpanId().isEmpty()));
    }

    @Test
    void probesAndMetricsAreNotTraced() {
        given().get(service.url() + "/q/metrics");
        given().get(service.url() + "/q/health/ready");
        spansOfTheFunction();

        assertThat(receiver.spans()).noneMatch(span -> span.getName().contains("/q/"));
    }

    private static Response respondAsync(String trace, int steps) {
        return Service.json(Map.of("prompt", "a cat", "steps", steps))
                .header("traceparent", traceparent(trace))
                .header("Prefer", "respond-async")
                .post(service.url() + Service.GENERATE);
    }

    private static List<Map<String, String>> steps(Map<String, Span> spans) {
        return spans.get("denoise").getEventsList().stream()
                .map(TraceReceiver::attributes)
                .toList();
    }

    private static String traceparent(String traceId) {
        return "00-" + traceId + "-" + CALLER + "-01";
    }

    private static String id(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
