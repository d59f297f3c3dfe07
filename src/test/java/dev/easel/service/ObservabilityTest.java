package dev.easel.service;

import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import org.jboss.logmanager.LogContext;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class ObservabilityTest {
    private static final PatternFormatter FORMATTER = new PatternFormatter("%s");

    @BeforeEach
    void awaitReady() {
        Service.awaitReady();
    }

    @ParameterizedTest
    @ValueSource(strings = {"started", "live", "ready"})
    void everyProbeHasTheStateOfTheEngine(String probe) {
        var health = get("/q/health/" + probe).then().statusCode(200).extract().jsonPath();

        assertThat(health.getList("checks.data.state", String.class)).contains("Serving");
    }

    @Test
    void anImageIsCounted() {
        double imagesBefore = Service.METRICS.images();
        double stepsBefore = Service.METRICS.steps();
        double pixelsBefore = Service.METRICS.value("easel_pixels_total{model=\"scenes-flux\"}");
        double decodesBefore = Service.METRICS.value("easel_decode_seconds_count{model=\"scenes-flux\"}");

        Service.generate(Map.of("prompt", "a cat", "steps", 3, "width", 64, "height", 128));

        assertThat(Service.METRICS.images() - imagesBefore).isEqualTo(1);
        assertThat(Service.METRICS.steps() - stepsBefore).isEqualTo(3);
        assertThat(Service.METRICS.value("easel_pixels_total{model=\"scenes-flux\"}") - pixelsBefore)
                .isEqualTo(64 * 128);
        assertThat(Service.METRICS.value("easel_decode_seconds_count{model=\"scenes-flux\"}") - decodesBefore)
                .isEqualTo(1);
        for (String timer : List.of(
                "queue_seconds_count{priority=\"normal\"}",
                "encode_seconds_count{model=\"scenes-flux\"}",
                "denoise_step_seconds_count{model=\"scenes-flux\",rows=\"1\"}",
                "decode_seconds_count{model=\"scenes-flux\"}",
                "image_seconds_count",
                "jobs_total{model=\"scenes-flux\",outcome=\"drawn\"}")) {
            assertThat(Service.METRICS.value("easel_" + timer)).as(timer).isPositive();
        }
        assertThat(Service.METRICS.value(
                        "easel_model_info{device=\"cpu\",family=\"FLUX.1-dev\",model=\"scenes-flux\"}"))
                .isEqualTo(1);
    }

    @Test
    void anErrorIsCountedByKind() {
        double before = Service.METRICS.value("easel_errors_total{kind=\"too-large\"}");

        Service.json("a".repeat(34_000_000)).post(Service.GENERATE);

        assertThat(Service.METRICS.value("easel_errors_total{kind=\"too-large\"}") - before)
                .isEqualTo(1);
    }

    @Test
    void theLogHasOneLineForARequestAndNeverThePrompt() {
        var lines = Collections.synchronizedList(new ArrayList<String>());
        var handler = recorder(lines);
        var root = LogContext.getLogContext().getLogger("");
        root.addHandler(handler);
        try {
            Service.json(Map.of("prompt", "my secret unicorn", "steps", 2, "seed", 5))
                    .header("X-Request-Id", "logged-1")
                    .post(Service.GENERATE);
        } finally {
            root.removeHandler(handler);
        }

        assertThat(lines)
                .filteredOn(line -> line.contains("logged-1"))
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .contains(
                                "id=logged-1",
                                "task=text-to-image",
                                "size=128x128",
                                "steps=2",
                                "seed=5",
                                "denoise;dur="));
        assertThat(lines).noneMatch(line -> line.contains("unicorn"));
    }

    private static Handler recorder(List<String> lines) {
        return new Handler() {
            @Override
            public void publish(LogRecord record) {
                lines.add(FORMATTER.format(record));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }
}
