package dev.easel.gpu;

import dev.easel.monitoring.MetricsPage;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class GpuMetricsTest {
    private static final double GIB = 1L << 30;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @TempDir
    private Path folder;

    @Test
    void aGpuHasUtilizationAndMemory() throws Exception {
        GpuMetrics.register(FakeNvml.compiled(folder), Optional.of("1"), registry);

        assertThat(value("easel.gpu.utilization.ratio", 1)).isEqualTo(0.75);
        assertThat(value("easel.gpu.memory.used.bytes", 1)).isEqualTo(GIB);
        assertThat(value("easel.gpu.memory.total.bytes", 1)).isEqualTo(24 * GIB);
        assertThat(registry.getMeters())
                .hasSize(3)
                .allSatisfy(meter -> assertThat(meter.getId().getTag("name")).isEqualTo("Test GPU 1"));
    }

    @Test
    void everyMetricIsDocumented() throws Exception {
        GpuMetrics.register(FakeNvml.compiled(folder), Optional.of("0"), registry);

        var documented = new TreeMap<>(MetricsPage.metrics());
        documented.keySet().removeIf(name -> !name.startsWith("easel_gpu_"));
        // the names that Prometheus scrapes
        assertThat(registry.getMeters())
                .extracting(meter -> meter.getId().getName().replace('.', '_'))
                .containsExactlyInAnyOrderElementsOf(documented.keySet());
        assertThat(documented.values())
                .allSatisfy(labels -> assertThat(labels).containsExactlyInAnyOrder("gpu", "name"));
    }

    @Test
    void anUnknownValueIsNotANumber() throws Exception {
        GpuMetrics.register(FakeNvml.compiled(folder), Optional.of("2"), registry);

        assertThat(value("easel.gpu.utilization.ratio", 2)).isNaN();
        assertThat(value("easel.gpu.memory.total.bytes", 2)).isEqualTo(24 * GIB);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "unset",
            value = {
                "unset                      | 0 1 2",
                "0                          | 0",
                "2, 0                       | 2 0",
                "GPU-1111                   | 1",
                "GPU-22220000-0000,GPU-0000 | 2 0",
                "1,7,0                      | 1",
                "0,0                        | 0",
                "all                        | ''",
                "-1                         | ''",
                "''                         | ''",
                "NoDevFiles                 | ''",
                "MIG-1111                   | ''"
            })
    void onlyTheGpusVisibleToCudaAreRegistered(String variable, String expected) throws Exception {
        GpuMetrics.register(FakeNvml.compiled(folder), Optional.ofNullable(variable), registry);

        assertThat(gpus())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(expected.split(" "))
                        .filter(word -> !word.isEmpty())
                        .toList());
    }

    @Test
    void aDriverThatDoesNotAnswerGivesNoMetrics() throws Exception {
        GpuMetrics.register(FakeNvml.compiled(folder, "-DNO_DRIVER"), Optional.empty(), registry);

        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void aLibraryThatLacksAFunctionGivesNoMetrics() throws Exception {
        GpuMetrics.register(FakeNvml.compiled(folder, "-DNO_UUID"), Optional.empty(), registry);

        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void withoutALibraryThereAreNoMetrics() throws IOException {
        GpuMetrics.register(folder.resolve("none.so").toString(), Optional.empty(), registry);

        assertThat(registry.getMeters()).isEmpty();
    }

    private double value(String name, int gpu) {
        return registry.get(name).tag("gpu", Integer.toString(gpu)).gauge().value();
    }

    private List<String> gpus() {
        return registry.find("easel.gpu.memory.total.bytes").gauges().stream()
                .map(Gauge::getId)
                .map(id -> id.getTag("gpu"))
                .toList();
    }
}
