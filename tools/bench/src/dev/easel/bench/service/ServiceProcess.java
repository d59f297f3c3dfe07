package dev.easel.bench.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The packaged service in its own process on a free port. The process ends when it is closed, and also when the benchmark
 * ends for any reason.
 */
public final class ServiceProcess implements AutoCloseable {
    private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");
    private static final Path LAUNCHER = Path.of("target/quarkus-app/launch");
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(5);
    private static final HttpClient PROBES =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Process process;
    private final Process watchdog;
    private final ServiceLog log;
    private final long startNanos;
    private volatile Duration spent = Duration.ZERO;

    private ServiceProcess(Process process, Process watchdog, long startNanos) {
        this.process = process;
        this.watchdog = watchdog;
        this.startNanos = startNanos;
        this.log = new ServiceLog(process);
    }

    /** Starts a process, which may not listen yet. */
    public static ServiceProcess start(Settings settings) {
        if (!Files.exists(JAR)) {
            throw new IllegalStateException(JAR + " is missing; ./easel bench builds it");
        }
        var builder = new ProcessBuilder(command(settings)).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("JAVA_OPTS", String.join(" ", settings.options()));
        builder.environment().putAll(settings.environment());
        builder.environment().put("QUARKUS_HTTP_PORT", "0");
        try {
            long start = System.nanoTime();
            var process = builder.start();
            return new ServiceProcess(process, watchdog(process.pid()), start);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> command(Settings settings) {
        return switch (settings.launch()) {
            case SHIPPED -> List.of(LAUNCHER.toString());
            case PLAIN_JAR -> {
                var command = new ArrayList<String>();
                command.add(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString());
                command.addAll(settings.options());
                command.addAll(List.of("-jar", JAR.toString()));
                yield command;
            }
        };
    }

    /** The input of the watchdog closes when the benchmark ends, even by SIGKILL; then it kills the service. */
    private static Process watchdog(long pid) throws IOException {
        return new ProcessBuilder("sh", "-c", "read -r line; kill -9 " + pid).start();
    }

    /** Waits until the service listens, and returns its address. */
    public URI uri() throws InterruptedException {
        return log.awaitAddress(PATIENCE);
    }

    /** Waits until the service is ready, and returns the seconds since the start of its process. */
    public double awaitReady() throws InterruptedException {
        var ready = HttpRequest.newBuilder(uri().resolve("/q/health/ready")).build();
        while (get(ready).statusCode() != 200) {
            if (System.nanoTime() - startNanos > PATIENCE.toNanos()) {
                throw new IllegalStateException("not ready after " + PATIENCE + ": " + log.text());
            }
            Thread.sleep(POLL);
        }
        return (System.nanoTime() - startNanos) / 1e9;
    }

    /** Scrapes the metrics. */
    public Metrics metrics() throws InterruptedException {
        return Metrics.parse(
                get(HttpRequest.newBuilder(uri().resolve("/q/metrics")).build()).body());
    }

    private HttpResponse<String> get(HttpRequest request) throws InterruptedException {
        try {
            return PROBES.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(log.text(), e);
        }
    }

    /** The resources that the process uses. */
    public ProcessUse use() {
        return new ProcessUse(process.toHandle());
    }

    /** The CPU time so far, or until it was closed. */
    public Duration cpu() {
        return process.isAlive() ? use().cpu() : spent;
    }

    @Override
    public void close() {
        spent = cpu();
        watchdog.destroyForcibly().onExit().join();
        process.destroyForcibly().onExit().join();
    }
}
