package dev.easel.service;

import io.opentelemetry.proto.trace.v1.Span;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** The tree of spans that an image has below the span of its request. */
final class SpanTree {
    static final String IMAGE = "generate_content scenes-flux";

    private static final String[] PHASES = {"queue", "encode", "denoise", "decode", "image"};

    private SpanTree() {}

    /** The image below the root, and its phases below the image; only the encoding is a part of the queue. */
    static void assertParents(Map<String, Span> spans, String root) {
        assertThat(spans.get(IMAGE).getParentSpanId()).isEqualTo(spans.get(root).getSpanId());
        for (String phase : PHASES) {
            var parent = phase.equals("encode") ? "queue" : IMAGE;
            assertThat(spans.get(phase).getParentSpanId())
                    .as(phase)
                    .isEqualTo(spans.get(parent).getSpanId());
        }
    }

    /** One phase after the other, within the image's span, which is on the clock of its request's. */
    static void assertInOrder(Map<String, Span> spans) {
        var phases =
                IntStream.of(0, 2, 3, 4).mapToObj(i -> spans.get(PHASES[i])).toList();
        assertThat(phases)
                .allSatisfy(phase -> assertThat(phase.getEndTimeUnixNano())
                        .isGreaterThanOrEqualTo(phase.getStartTimeUnixNano())
                        .isLessThanOrEqualTo(spans.get(IMAGE).getEndTimeUnixNano()));
        assertThat(phases).extracting(Span::getStartTimeUnixNano).isSorted();
        // the clocks of the two are read apart
        long slack = 50_000_000;
        assertThat(spans.get(IMAGE).getStartTimeUnixNano())
                .isGreaterThan(spans.get("POST /generate").getStartTimeUnixNano() - slack);
    }

    /** The attributes of each step that the image tells of. */
    static List<Map<String, String>> steps(Map<String, Span> spans) {
        return spans.get("denoise").getEventsList().stream()
                .map(TraceReceiver::attributes)
                .toList();
    }
}
