package dev.easel.packaging;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/** The package, started by its {@code launch} while the JVM records its work. */
final class TrainingRun implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    private static final Pattern LISTENING = Pattern.compile("Listening on: (http://[^\\s\"\\\\]+)");
    private static final int KEPT_LINES = 40;

    private final Process process;
    private final CompletableFuture<URI> address = new CompletableFuture<>();
    private final List<String> lines = new ArrayList<>();

    private TrainingRun(Process process) {
        this.process = process;
        Thread.ofPlatform().daemon().name("training-log").start(this::read);
    }

    static TrainingRun start(PackageFolder folder, Path model) throws IOException {
        var builder = new ProcessBuilder(folder.launcher().toString())
                // the cache's name is relative, because launch splits JAVA_OPTS at spaces
                .directory(folder.root().toFile())
                .redirectErrorStream(true);
        var environment = builder.environment();
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.merge("JAVA_OPTS", "-XX:AOTCacheOutput=" + AotCache.NAME, (own, more) -> own + " " + more);
        environment.put("EASEL_MODEL_ID", model.toString());
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", "0");
        var process = builder.start();
        // a user who aborts the training must not be left with a running service
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return new TrainingRun(process);
    }

    private void read() {
        try (var output = process.inputReader().lines()) {
            output.forEach(this::note);
        } finally {
            address.completeExceptionally(new IllegalStateException("it ended"));
        }
    }

    private synchronized void note(String line) {
        var listening = LISTENING.matcher(line);
        if (listening.find()) {
            address.complete(URI.create(listening.group(1)));
        }
        lines.add(line);
        if (lines.size() > KEPT_LINES) {
            lines.removeFirst();
        }
    }

    /** Waits until the service listens, and returns its address. */
    URI awaitAddress() throws InterruptedException {
        try {
            return address.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new TrainingException("the service does not listen:\n" + output());
        }
    }

    /** Ends the service as an orchestrator does, and waits until the JVM has written the cache. */
    void end() throws InterruptedException {
        // Process.destroy would close its streams, to which the JVM still writes
        process.toHandle().destroy();
        if (!process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
            throw new TrainingException("the service does not end:\n" + output());
        }
    }

    private synchronized String output() {
        return String.join("\n", lines);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
