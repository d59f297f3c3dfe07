package dev.easel.hub.pull;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A loopback hub with one model, {@code acme/tiny}, and configurable faults. */
final class LoopbackHub implements AutoCloseable {
    static final String ID = "acme/tiny";
    static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, byte[]> files = new TreeMap<>();
    private final Map<String, Queue<Fault>> faults = new ConcurrentHashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private volatile String listing = "";
    private volatile String requiredToken = "";
    private volatile boolean ranges = true;
    private volatile Optional<URI> storage = Optional.empty();

    /** A received request. */
    record Request(String path, Optional<String> range, Optional<String> authorization) {}

    LoopbackHub() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    LoopbackHub with(String path, byte[] content) {
        files.put(path, content);
        return this;
    }

    LoopbackHub with(String path, String content) {
        return with(path, content.getBytes(StandardCharsets.UTF_8));
    }

    LoopbackHub failing(String path, Fault... inTurn) {
        faults.computeIfAbsent(resolved(path), key -> new ArrayDeque<>()).addAll(List.of(inTurn));
        return this;
    }

    LoopbackHub failingToList(Fault... inTurn) {
        faults.computeIfAbsent("list", key -> new ArrayDeque<>()).addAll(List.of(inTurn));
        return this;
    }

    LoopbackHub answering(String json) {
        listing = json;
        return this;
    }

    LoopbackHub withoutRanges() {
        ranges = false;
        return this;
    }

    LoopbackHub forToken(String token) {
        requiredToken = token;
        return this;
    }

    LoopbackHub storingAt(URI other) {
        storage = Optional.of(other);
        return this;
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    List<Request> requests() {
        return List.copyOf(requests);
    }

    List<Request> requestsOf(String path) {
        return requests.stream()
                .filter(request -> request.path().equals(resolved(path)))
                .toList();
    }

    /** The listing of all files. */
    String listing() {
        return HubListing.of(files);
    }

    private static String resolved(String path) {
        return "/" + ID + "/resolve/" + COMMIT + "/" + path;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var headers = exchange.getRequestHeaders();
            var request = new Request(
                    exchange.getRequestURI().getPath(),
                    Optional.ofNullable(headers.getFirst("Range")),
                    Optional.ofNullable(headers.getFirst("Authorization")));
            requests.add(request);
            answer(request, new LoopbackResponse(exchange));
        }
    }

    private void answer(Request request, LoopbackResponse response) throws IOException {
        var path = request.path();
        if (!requiredToken.isEmpty() && !request.authorization().equals(Optional.of("Bearer " + requiredToken))) {
            response.status(401, Map.of());
        } else if (path.startsWith("/api/models/" + ID + "/revision/")) {
            list(path.substring(path.lastIndexOf('/') + 1), response);
        } else if (storage.isPresent() && path.contains("/resolve/")) {
            response.status(302, Map.of("Location", storage.get() + path));
        } else {
            file(request, response);
        }
    }

    private void list(String revision, LoopbackResponse response) throws IOException {
        var fault = next("list");
        if (fault instanceof Fault.Status status) {
            response.status(status.code(), status.headers());
        } else if (!List.of("main", "v1", COMMIT).contains(revision)) {
            response.status(404, Map.of("X-Error-Code", "RevisionNotFound"));
        } else {
            var json = listing.isEmpty() ? listing() : listing;
            response.body(json.getBytes(StandardCharsets.UTF_8));
        }
    }

    private void file(Request request, LoopbackResponse response) throws IOException {
        var content = files.get(request.path().replace(resolved(""), ""));
        var fault = next(request.path());
        if (fault instanceof Fault.Status status) {
            response.status(status.code(), status.headers());
        } else if (fault instanceof Fault.Body other) {
            response.body(new byte[other.bytes()]);
        } else if (content == null) {
            response.status(404, Map.of("X-Error-Code", "EntryNotFound"));
        } else {
            response.file(content, request.range().filter(range -> ranges), fault);
        }
    }

    private Fault next(String key) {
        var queue = faults.getOrDefault(key, new ArrayDeque<>());
        synchronized (queue) {
            return queue.isEmpty() ? new Fault.BreakAfter(Integer.MAX_VALUE) : queue.poll();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
