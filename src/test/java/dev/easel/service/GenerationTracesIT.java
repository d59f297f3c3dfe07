package dev.easel.service;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static dev.easel.service.SpanTree.IMAGE;
import static dev.easel.service.SpanTree.assertInOrder;
import static dev.easel.service.SpanTree.assertParents;
import static dev.easel.service.SpanTree.steps;
import static org.assertj.core.api.Assertions.assertThat;

/** The spans of an image are one tree in the trace of its caller, however the image was asked for. */
class GenerationTracesIT extends TracedServiceTest {
    @Test
    void aGenerationIsATreeOfSpansInTheTraceOfItsCaller() {
        var response = TracedService.json(
                        trace, Map.of("prompt", "my secret unicorn", "steps", 3, "seed", 7, "width", 64, "height", 128))
                .header("X-Request-Id", "traced-1")
                .header("X-Priority", "high")
                .post(service.url() + Service.GENERATE);

        assertThat(response.statusCode()).isEqualTo(200);
        var spans = service.await(trace, "POST /generate", IMAGE, "queue", "encode", "denoise", "decode", "image");
        assertThat(spans).hasSize(7);
        assertParents(spans, "POST /generate");
        assertThat(HexFormat.of()
                        .formatHex(spans.get("POST /generate").getParentSpanId().toByteArray()))
                .isEqualTo(TraceContext.PARENT_ID);
        assertThat(TraceReceiver.attributes(spans.get("POST /generate"))).containsEntry("easel.request_id", "traced-1");
        assertThat(TraceReceiver.attributes(spans.get(IMAGE)))
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
        assertThat(service.spans()).noneMatch(span -> span.toString().contains("unicorn"));
        assertInOrder(spans);
    }

    @Test
    void theFunctionHasTheSameTree() {
        assertParents(service.spansOfTheFunction(trace), "POST /text-to-image");
    }

    @Test
    void aStreamHasTheSameTree() {
        try (var stream = EventStream.post(
                service.port(),
                Service.GENERATE,
                "{\"prompt\": \"a cat\", \"steps\": 2}",
                "traceparent",
                trace.traceparent())) {
            assertThat(stream.all().getLast().name()).isEqualTo("image");
        }

        assertParents(service.await(trace, "POST /generate", IMAGE, "image"), "POST /generate");
    }

    @Test
    void aImageToComeBackForIsInTheTraceThatAskedForIt() {
        assertThat(service.respondAsync(trace, 2).statusCode()).isEqualTo(202);

        var spans = service.await(trace, "POST /generate", IMAGE, "image");
        assertParents(spans, "POST /generate");
        assertThat(spans.get(IMAGE).getEndTimeUnixNano())
                .isGreaterThan(spans.get("POST /generate").getEndTimeUnixNano());
    }

    @Test
    void imagesThatSharePassesHaveATraceEach() {
        var traces = List.of(trace, new TraceContext("0af7651916cd43dd8448eb211c80319c"));
        traces.forEach(context ->
                assertThat(service.respondAsync(context, 60).statusCode()).isEqualTo(202));

        for (var context : traces) {
            var spans = service.await(context, "POST /generate", IMAGE, "denoise", "image");
            assertParents(spans, "POST /generate");
            assertThat(steps(spans))
                    .hasSize(60)
                    .anyMatch(step -> step.get("easel.rows").equals("2"));
        }
    }
}
