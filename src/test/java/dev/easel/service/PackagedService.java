package dev.easel.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

import static io.restassured.RestAssured.given;

/** The packaged service in a process of its own, as the launcher starts it. */
final class PackagedService implements AutoCloseable {
    private static final Path LAUNCHER = Path.of("target/quarkus-app/launch");
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Process process;
    private final Path output;
    private final String url;

    PackagedService(Path folder, Map<String, String> environment) throws IOException {
        this(LAUNCHER, folder, environment);
    }

    /** By the launcher of another package. */
    PackagedService(Path launcher, Path folder, Map<String, String> environment) throws IOException {
        int port = freePort();
        url = "http://localhost:" + port;
        output = folder.resolve("output.txt");
        var builder = new ProcessBuilder(launcher.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
        builder.environment().putAll(environment);
        process = builder.start();
    }

    /** As soon as it is ready, with its store in a folder. */
    static PackagedService withStore(Path folder, Path store, Map<String, String> more) throws IOException {
        var environment = new HashMap<>(more);
        environment.put("EASEL_STORE_FOLDER", store.toString());
        var service = new PackagedService(folder, environment);
        service.awaitReady();
        return service;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    ServiceMetrics metrics() {
        return new ServiceMetrics(url());
    }

    String url() {
        return url;
    }

    void awaitReady() {
        Awaitility.await()
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> given().get(url + "/q/health/ready").statusCode() == 200);
    }

    int port() {
        return URI.create(url).getPort();
    }

    /** Files and sockets that the process has open. */
    long openFiles() {
        return entries("fd");
    }

    /** Threads of the process. */
    long threads() {
        return entries("task");
    }

    private long entries(String folder) {
        try (var entries = Files.list(Path.of("/proc", Long.toString(process.pid()), folder))) {
            return entries.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The files that the process has mapped, as Linux lists them. */
    Path maps() {
        return Path.of("/proc", Long.toString(process.pid()), "maps");
    }

    /** Asks the process to end, as an orchestrator does. */
    void terminate() {
        process.destroy();
    }

    /** Waits for the end and returns the exit code. */
    int awaitExit() throws InterruptedException {
        return awaitExit(PATIENCE);
    }

    /** Waits for the end, which must come in time, and returns the exit code. */
    int awaitExit(Duration patience) throws InterruptedException {
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("still running: " + output());
        }
        return process.exitValue();
    }

    /** What the process left behind where it ran, if it crashed. */
    List<Path> crashDumps() throws IOException {
        var names = List.of("hs_err_pid" + process.pid() + ".log", "core", "core." + process.pid());
        try (var files = Files.list(Path.of(""))) {
            return files.filter(file -> names.contains(file.getFileName().toString()))
                    .toList();
        }
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
