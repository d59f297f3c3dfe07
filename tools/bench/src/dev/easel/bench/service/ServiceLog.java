package dev.easel.bench.service;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/** Reads the output of a service: the address it listens on, and the last lines for error messages. */
final class ServiceLog {
    private static final Pattern LISTENING = Pattern.compile("Listening on: http://[^:]+:(\\d+)");
    private static final int KEPT_LINES = 30;

    private final CompletableFuture<URI> address = new CompletableFuture<>();
    private final Deque<String> last = new ArrayDeque<>();

    ServiceLog(Process process) {
        // a platform thread: reading a pipe would block a carrier of the virtual threads that generate the load
        Thread.ofPlatform().daemon().name("service-log").start(() -> read(process));
    }

    private void read(Process process) {
        try (var lines = process.inputReader().lines()) {
            lines.forEach(this::add);
        } finally {
            address.completeExceptionally(new IllegalStateException("the service ended: " + text()));
        }
    }

    private synchronized void add(String line) {
        var listening = LISTENING.matcher(line);
        if (listening.find()) {
            // an address, not a name that may resolve to two addresses
            address.complete(URI.create("http://127.0.0.1:" + listening.group(1)));
        }
        last.addLast(line);
        if (last.size() > KEPT_LINES) {
            last.removeFirst();
        }
    }

    URI awaitAddress(Duration patience) throws InterruptedException {
        try {
            return address.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the service does not listen: " + text(), e);
        }
    }

    synchronized String text() {
        return String.join("\n", last);
    }
}
