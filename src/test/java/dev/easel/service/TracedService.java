package dev.easel.service;

import io.opentelemetry.proto.trace.v1.Span;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** The packaged service, which is asked for traces by its environment, and the collector that it sends them to. */
final class TracedService implements AutoCloseable {
    private final TraceReceiver receiver = new TraceReceiver();
    private final PackagedService service;

    TracedService(Path folder) throws IOException {
        var environment = new HashMap<>(receiver.environment());
        environment.put("QUARKUS_OTEL_SDK_DISABLED", "false");
        environment.put("EASEL_PARAMETERS_STEPS_MAX", "1000");
        service = new PackagedService(folder, environment);
        service.awaitReady();
    }

    String url() {
        return service.url();
    }

    int port() {
        return service.port();
    }

    /** A request of a trace, to be posted. */
    static RequestSpecification json(TraceContext trace, Map<String, ?> body) {
        return Service.json(body).header("traceparent", trace.traceparent());
    }

    Response respondAsync(TraceContext trace, int steps) {
        return json(trace, Map.of("prompt", "a cat", "steps", steps))
                .header("Prefer", "respond-async")
                .post(url() + Service.GENERATE);
    }

    /** The spans of an image that is drawn by the function. */
    Map<String, Span> spansOfTheFunction(TraceContext trace) {
        var response = json(trace, Service.quick("a cat")).post(url() + Service.FUNCTION);
        assertThat(response.statusCode()).isEqualTo(200);
        return await(trace, "POST /text-to-image", SpanTree.IMAGE, "image");
    }

    /** The spans of a trace by their names, as soon as some are there. */
    Map<String, Span> await(TraceContext trace, String... names) {
        return receiver.await(trace.traceId(), names);
    }

    /** Every span that was sent so far. */
    List<Span> spans() {
        return receiver.spans();
    }

    @Override
    public void close() {
        service.close();
        receiver.close();
    }
}
