package dev.easel.hub.pull;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** The response of a {@link LoopbackHub} to one request. */
record LoopbackResponse(HttpExchange exchange) {
    void status(int code, Map<String, String> headers) throws IOException {
        headers.forEach(exchange.getResponseHeaders()::add);
        exchange.sendResponseHeaders(code, -1);
    }

    void body(byte[] body) throws IOException {
        exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    /**
     * A file, or a part of it, up to the fault.
     *
     * @param range the value of the header {@code Range}; when empty, the whole file
     */
    void file(byte[] content, Optional<String> range, Fault fault) throws IOException {
        int from = 0;
        int to = content.length;
        int status = 200;
        if (range.isPresent()) {
            int dash = range.get().indexOf('-');
            from = Integer.parseInt(range.get().substring("bytes=".length(), dash));
            to = Integer.parseInt(range.get().substring(dash + 1)) + 1;
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
}
