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

/** The package, run by its {@code launch} while the JVM records what it does. */
final class TrainingRun implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
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
                // the cache's name is relative, as JAVA_OPTS splits at spaces
                .directory(folder.root().toFile())
                .redirectErrorStream(true);
        var environment = builder.environment();
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.merge("JAVA_OPTS", "-XX:AOTCacheOutput=" + AotCache.NAME, (own, more) -> own + " " + more);
        environment.put("EASEL_MODEL_ID", model.toString());
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", "0");
        var process = builder.start();
        // who gives up on the training wants no service left
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return new TrainingRun(process);
    }

    private void read() {
        try (var output = process.inputReader().lines()) {
            output.forEach(this::hear);
        } finally {
            address.completeExceptionally(new IllegalStateException("it ended"));
        }
    }

    private synchronized void hear(String line) {
        var listening = LISTENING.matcher(line);
        if (listening.find()) {
            address.complete(URI.create(listening.group(1)));
        }
        lines.add(line);
        if (lines.size() > KEPT_LINES) {
            lines.removeFirst();
        }
    }

    /** Where it listens, once it does. */
    URI awaitAddress() throws InterruptedException {
        try {
            return address.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new TrainingException("the service does not listen:\n" + output());
        }
    }

    /** Asks it to end, as an orchestrator does, and waits until the JVM has written what it recorded. */
    void end() throws InterruptedException {
        // the process itself would close its streams, into which the JVM still writes
        process.toHandle().destroy();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
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
