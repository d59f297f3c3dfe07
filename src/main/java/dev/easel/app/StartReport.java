package dev.easel.app;

import dev.easel.engine.StartTimes;
import dev.easel.packaging.AotCache;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Tells how long the start took, phase by phase, in a line of the log and as gauges, once requests are listened to and the
 * engine serves, whichever comes last. Phases overlap, so that their sum is more than the whole. Thread-safe.
 */
public final class StartReport {
    private static final Logger LOG = Logger.getLogger("dev.easel.start");
    private static final double NANOS = 1e9;

    private final MeterRegistry registry;
    private Optional<Duration> quarkus = Optional.empty();
    private Optional<StartTimes> engine = Optional.empty();

    /** A report into a registry, for one start. */
    public StartReport(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Requests are listened to. */
    public synchronized void listening() {
        if (quarkus.isEmpty()) {
            quarkus = Optional.of(StartClock.since());
            tellIfReady();
        }
    }

    /** The engine serves. */
    public synchronized void serving(StartTimes times) {
        engine = Optional.of(times);
        tellIfReady();
    }

    private void tellIfReady() {
        if (quarkus.isEmpty() || engine.isEmpty()) {
            return;
        }
        var jvm = StartClock.jvm();
        var total = jvm.plus(StartClock.since());
        var phases = phases(jvm, quarkus.get(), engine.get());
        phases.forEach((phase, time) -> gauge("easel.startup", "Parts of the start, which overlap", time)
                .tag("phase", phase)
                .register(registry));
        gauge("easel.startup.total", "From the start of the JVM to readiness", total)
                .register(registry);
        LOG.infof("ready in %s s: %s", inSeconds(total), inWords(phases));
        AotCache.ofProcess().filter(cache -> !cache.isUsed()).ifPresent(cache -> LOG.warn(cache.unusedMessage()));
    }

    private static SequencedMap<String, Duration> phases(Duration jvm, Duration quarkus, StartTimes engine) {
        var phases = new LinkedHashMap<String, Duration>();
        phases.put("jvm", jvm);
        phases.put("quarkus", quarkus);
        phases.put("natives", engine.natives());
        phases.put("sessions", engine.sessions());
        phases.put("warm_up", engine.warmUp());
        return phases;
    }

    private static Gauge.Builder<?> gauge(String name, String description, Duration time) {
        return Gauge.builder(name, () -> time.toNanos() / NANOS)
                .description(description)
                .baseUnit("seconds")
                .strongReference(true);
    }

    private static String inWords(SequencedMap<String, Duration> phases) {
        return phases.entrySet().stream()
                .map(phase -> phase.getKey() + " " + inSeconds(phase.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String inSeconds(Duration time) {
        return String.format(Locale.ROOT, "%.2f", time.toNanos() / NANOS);
    }
}
