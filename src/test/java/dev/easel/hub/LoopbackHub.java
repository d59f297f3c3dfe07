package dev.easel.hub;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** A hub of one model, {@code acme/tiny}, on loopback, which misbehaves as it is told. */
final class LoopbackHub implements AutoCloseable {
    static final String ID = "acme/tiny";
    static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    /** Larger files are kept as the Hub keeps large files: known by their SHA-256. */
    private static final int LARGE = 1000;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, byte[]> files = new TreeMap<>();
    private final Map<String, Queue<Fault>> faults = new ConcurrentHashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private volatile String listing = "";
    private volatile String requiredToken = "";
    private volatile boolean ranges = true;
    private volatile Optional<URI> storage = Optional.empty();

    /** A request that came. */
    record Request(String path, Optional<String> range, Optional<String> authorization) {}

    /** Something that goes wrong once. */
    sealed interface Fault {
        /** The connection breaks after so many bytes of the body. */
        record BreakAfter(int bytes) implements Fault {}

        /** Another answer. */
        record Status(int code, Map<String, String> headers) implements Fault {}

        /** Another body, of so many zeros. */
        record Body(int bytes) implements Fault {}

        /** The server falls silent after so many bytes of the body. */
        record SilentAfter(int bytes) implements Fault {}
    }

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

    static String checksum(byte[] content) {
        return content.length > LARGE ? hex("SHA-256", content) : gitBlob(content);
    }

    private static String gitBlob(byte[] content) {
        var header = ("blob " + content.length + "\0").getBytes(StandardCharsets.US_ASCII);
        var all = Arrays.copyOf(header, header.length + content.length);
        System.arraycopy(content, 0, all, header.length, content.length);
        return hex("SHA-1", all);
    }

    private static String hex(String algorithm, byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String resolved(String path) {
        return "/" + ID + "/resolve/" + COMMIT + "/" + path;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            var headers = exchange.getRequestHeaders();
            requests.add(new Request(
                    path,
                    Optional.ofNullable(headers.getFirst("Range")),
                    Optional.ofNullable(headers.getFirst("Authorization"))));
            if (!requiredToken.isEmpty() && !("Bearer " + requiredToken).equals(headers.getFirst("Authorization"))) {
                status(exchange, 401, Map.of());
            } else if (path.startsWith("/api/models/" + ID + "/revision/")) {
                list(exchange, path.substring(path.lastIndexOf('/') + 1));
            } else if (storage.isPresent() && path.contains("/resolve/")) {
                status(exchange, 302, Map.of("Location", storage.get() + path));
            } else {
                file(exchange, path);
            }
        }
    }

    private void list(HttpExchange exchange, String revision) throws IOException {
        var fault = next("list");
        if (fault instanceof Fault.Status status) {
            status(exchange, status.code(), status.headers());
        } else if (!List.of("main", "v1", COMMIT).contains(revision)) {
            status(exchange, 404, Map.of("X-Error-Code", "RevisionNotFound"));
        } else {
            var json = listing.isEmpty() ? listing() : listing;
            send(exchange, 200, json.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** The listing of all files. */
    String listing() {
        return listingOf(files.entrySet().stream()
                .map(file -> sibling(file.getKey(), file.getValue().length, checksum(file.getValue())))
                .collect(Collectors.joining(",")));
    }

    static String listingOf(String siblings) {
        return "{\"id\": \"" + ID + "\", \"sha\": \"" + COMMIT + "\", \"siblings\": [" + siblings + "]}";
    }

    static String sibling(String path, long size, String checksum) {
        var lfs = checksum.length() == 64
                ? ", \"lfs\": {\"sha256\": \"" + checksum + "\", \"size\": " + size + ", \"pointerSize\": 130}"
                : "";
        var blob = checksum.length() == 64 ? "f".repeat(40) : checksum;
        return "{\"rfilename\": \"" + path.replace("\\", "\\\\") + "\", \"size\": " + size + ", \"blobId\": \"" + blob
                + "\"" + lfs + "}";
    }

    private void file(HttpExchange exchange, String path) throws IOException {
        var content = files.get(path.replace(resolved(""), ""));
        var fault = next(path);
        if (fault instanceof Fault.Status status) {
            status(exchange, status.code(), status.headers());
        } else if (fault instanceof Fault.Body other) {
            send(exchange, 200, new byte[other.bytes()]);
        } else if (content == null) {
            status(exchange, 404, Map.of("X-Error-Code", "EntryNotFound"));
        } else {
            content(exchange, content, fault);
        }
    }

    private void content(HttpExchange exchange, byte[] content, Fault fault) throws IOException {
        var range = exchange.getRequestHeaders().getFirst("Range");
        int from = 0;
        int to = content.length;
        int status = 200;
        if (range != null && ranges) {
            int dash = range.indexOf('-');
            from = Integer.parseInt(range.substring("bytes=".length(), dash));
            to = Integer.parseInt(range.substring(dash + 1)) + 1;
            status = 206;
            exchange.getResponseHeaders().add("Content-Range", "bytes " + from + "-" + (to - 1) + "/" + content.length);
        }
        exchange.sendResponseHeaders(status, to == from ? -1 : to - from);
        int sent = switch (fault) {
            case Fault.BreakAfter broken -> Math.min(broken.bytes(), to - from);
            case Fault.SilentAfter silent -> Math.min(silent.bytes(), to - from);
            default -> to - from;
        };
        exchange.getResponseBody().write(content, from, sent);
        exchange.getResponseBody().flush();
        if (fault instanceof Fault.SilentAfter) {
            beSilent();
        }
    }

    private static void beSilent() {
        try {
            Thread.sleep(60_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Fault next(String key) {
        var queue = faults.getOrDefault(key, new ArrayDeque<>());
        synchronized (queue) {
            return queue.isEmpty() ? new Fault.BreakAfter(Integer.MAX_VALUE) : queue.poll();
        }
    }

    private static void status(HttpExchange exchange, int code, Map<String, String> headers) throws IOException {
        headers.forEach(exchange.getResponseHeaders()::add);
        exchange.sendResponseHeaders(code, -1);
    }

    private static void send(HttpExchange exchange, int code, byte[] body) throws IOException {
        exchange.sendResponseHeaders(code, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
