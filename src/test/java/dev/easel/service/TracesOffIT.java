package dev.easel.service;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Traces that nobody asked for, and traces that nobody takes. */
class TracesOffIT {
    private static final int IMAGES = 20;

    @TempDir
    private Path folder;

    @Test
    void withoutBeingAskedForNothingIsSent() throws Exception {
        try (var receiver = new TraceReceiver();
                var service = new PackagedService(folder, receiver.environment())) {
            draw(service, 3);
            // what is still to be sent is sent before the process ends
            service.terminate();
            service.awaitExit();

            assertThat(receiver.spans()).isEmpty();
            assertThat(service.output().toLowerCase(Locale.ROOT))
                    .doesNotContain("io.quarkus.opentelemetry", "otlp", "export");
        }
    }

    @Test
    void aCollectorThatIsNotThereHurtsNobody() throws Exception {
        var nowhere = Map.of(
                "QUARKUS_OTEL_SDK_DISABLED", "false",
                "QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:1",
                "QUARKUS_OTEL_BSP_SCHEDULE_DELAY", "100ms");
        try (var service = new PackagedService(folder, nowhere)) {
            draw(service, IMAGES);
            service.terminate();

            assertThat(service.awaitExit()).isIn(0, 143);
            assertThat(service.output()
                            .lines()
                            .filter(line -> line.contains("localhost/127.0.0.1:1") || line.contains("otlp")))
                    .as("lines about the collector: %s", service.output())
                    .hasSizeLessThanOrEqualTo(IMAGES / 2);
        }
    }

    private static void draw(PackagedService service, int images) {
        service.awaitReady();
        for (int i = 0; i < images; i++) {
            assertThat(Service.json(Service.quick("a cat"))
                            .post(service.url() + Service.GENERATE)
                            .statusCode())
                    .isEqualTo(200);
        }
    }
}
