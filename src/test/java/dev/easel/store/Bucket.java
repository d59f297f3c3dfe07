package dev.easel.store;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** The part of S3 that the store uses, over HTTP; it fails on demand. Existing mock servers need a web framework of their own. */
public final class Bucket implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, byte[]> objects = new ConcurrentHashMap<>();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final ConcurrentLinkedDeque<Integer> failures = new ConcurrentLinkedDeque<>();

    /** One HTTP request. */
    record Call(String method, String path, Map<String, List<String>> headers) {
        String header(String name) {
            return headers.getOrDefault(name, List.of("")).getFirst();
        }
    }

    /** An empty bucket. */
    public Bucket() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    /** Its address. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The objects by path. */
    public Map<String, byte[]> objects() {
        return objects;
    }

    List<Call> calls() {
        return calls;
    }

    /** Answers the next requests with these statuses. */
    void failWith(Integer... statuses) {
        failures.addAll(List.of(statuses));
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String path = exchange.getRequestURI().getPath();
        calls.add(new Call(exchange.getRequestMethod(), path, Map.copyOf(exchange.getRequestHeaders())));
        var failure = failures.poll();
        if (failure != null) {
            send(exchange, failure, error(code(failure)));
        } else if (exchange.getRequestMethod().equals("PUT")) {
            put(exchange, path, body);
        } else if (exchange.getRequestMethod().equals("DELETE")) {
            objects.remove(path);
            send(exchange, 204, new byte[0]);
        } else if (objects.containsKey(path)) {
            send(exchange, 200, objects.get(path));
        } else {
            send(exchange, 404, error("NoSuchKey"));
        }
    }

    private static String code(int failure) {
        return switch (failure) {
            case 409 -> "ConditionalRequestConflict";
            case 503 -> "SlowDown";
            default -> "AccessDenied";
        };
    }

    private void put(HttpExchange exchange, String path, byte[] body) throws IOException {
        boolean conditional = "*".equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
        if (conditional && objects.putIfAbsent(path, body) != null) {
            send(exchange, 412, error("PreconditionFailed"));
            return;
        }
        objects.put(path, body);
        send(exchange, 200, new byte[0]);
    }

    private static byte[] error(String code) {
        return ("<Error><Code>" + code + "</Code><Message>no</Message></Error>").getBytes(StandardCharsets.UTF_8);
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/xml");
        boolean isBare = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, isBare ? -1 : body.length);
        if (isBare) {
            exchange.close();
            return;
        }
        try (var stream = exchange.getResponseBody()) {
            stream.write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
