package dev.easel.gpu;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jboss.logging.Logger;

/** Utilization and memory of the GPUs that the process may use, as {@code easel.gpu.*}; nothing without a GPU. */
public final class GpuMetrics {
    private static final Logger LOG = Logger.getLogger(GpuMetrics.class);
    private static final long FRESH = Duration.ofSeconds(1).toNanos();

    private final Nvml nvml;
    private final MeterRegistry registry;

    private GpuMetrics(Nvml nvml, MeterRegistry registry) {
        this.nvml = nvml;
        this.registry = registry;
    }

    /**
     * Registers the gauges of each GPU. This may take seconds while the driver wakes up; without a driver it returns at once. A
     * scrape reads the GPU, at most once a second.
     */
    public static void register(MeterRegistry registry) {
        register(Nvml.LIBRARY, Optional.ofNullable(System.getenv("CUDA_VISIBLE_DEVICES")), registry);
    }

    static void register(String library, Optional<String> visible, MeterRegistry registry) {
        Nvml.open(library)
                .ifPresentOrElse(
                        nvml -> nvml.gpus(visible).forEach(new GpuMetrics(nvml, registry)::register),
                        () -> LOG.debugf("no metrics of a GPU: %s cannot be used", library));
    }

    private void register(Gpu gpu) {
        var reader = new Reader(nvml, gpu);
        gauge(
                gpu,
                reader,
                "easel.gpu.utilization.ratio",
                "The share of recent time in which the GPU computed",
                GpuReading::utilization);
        gauge(
                gpu,
                reader,
                "easel.gpu.memory.used.bytes",
                "Memory of the GPU in use, by all processes",
                GpuReading::usedBytes);
        gauge(gpu, reader, "easel.gpu.memory.total.bytes", "Memory of the GPU", GpuReading::totalBytes);
    }

    private void gauge(Gpu gpu, Reader reader, String name, String description, ToDoubleFunction<GpuReading> value) {
        Gauge.builder(name, () -> value.applyAsDouble(reader.read()))
                .description(description)
                .tag("gpu", Integer.toString(gpu.index()))
                .tag("name", gpu.name())
                .strongReference(true)
                .register(registry);
    }

    /** Reads a GPU once for all its gauges. */
    private static final class Reader {
        private final Nvml nvml;
        private final Gpu gpu;
        private GpuReading last = GpuReading.NOTHING;
        private Optional<Long> read = Optional.empty();

        Reader(Nvml nvml, Gpu gpu) {
            this.nvml = nvml;
            this.gpu = gpu;
        }

        GpuReading read() {
            // the library is used by one thread at a time
            synchronized (nvml) {
                long now = System.nanoTime();
                if (read.filter(then -> now - then < FRESH).isEmpty()) {
                    last = nvml.read(gpu);
                    read = Optional.of(now);
                }
                return last;
            }
        }
    }
}
