package dev.easel.hub;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * A body on its way. A server that falls silent is given up: {@link java.net.http.HttpClient} itself would wait for a body
 * without end. To be read by one thread.
 */
final class Download implements AutoCloseable {
    private static final int BUFFER = 1 << 16;
    private static final int CHECKS_PER_STALL = 4;

    private final HttpResponse<InputStream> response;
    private final ScheduledFuture<?> watch;
    private final long stallNanos;
    private volatile long heardAt = System.nanoTime();

    Download(HttpResponse<InputStream> response, Duration stall, ScheduledExecutorService timer) {
        this.response = response;
        stallNanos = stall.toNanos();
        long period = Math.max(1, stallNanos / CHECKS_PER_STALL);
        watch = timer.scheduleWithFixedDelay(this::endIfSilent, period, period, TimeUnit.NANOSECONDS);
    }

    private void endIfSilent() {
        if (System.nanoTime() - heardAt > stallNanos) {
            closeBody();
        }
    }

    /** Whether the server sends the range that was asked for; if not it sends the file from its beginning. */
    boolean isRange() {
        return response.statusCode() == 206;
    }

    /** The bytes that the server says it sends. */
    OptionalLong length() {
        return response.headers().firstValueAsLong("Content-Length");
    }

    /** {@code Content-Range}, or nothing. */
    String contentRange() {
        return response.headers().firstValue("Content-Range").orElse("");
    }

    /**
     * Reads what is there, at least a byte.
     *
     * @return the number of bytes, -1 at the end
     * @throws HubException.Passing if the connection breaks or the server falls silent
     */
    int read(byte[] buffer, int length) {
        try {
            int read = response.body().read(buffer, 0, length);
            heardAt = System.nanoTime();
            return read;
        } catch (IOException e) {
            throw new HubException.Passing("the connection broke: " + e.getMessage(), e);
        }
    }

    /**
     * The whole body, of at most so many bytes.
     *
     * @throws HubException if it is larger
     */
    byte[] all(int most) {
        var bytes = new ByteArrayOutputStream();
        var buffer = new byte[BUFFER];
        for (int read = read(buffer, BUFFER); read >= 0; read = read(buffer, BUFFER)) {
            bytes.write(buffer, 0, read);
            if (bytes.size() > most) {
                throw new HubException("the Hub's answer has more than " + most + " bytes; is the endpoint a Hub?");
            }
        }
        return bytes.toByteArray();
    }

    private void closeBody() {
        try {
            response.body().close();
        } catch (IOException e) {
            // it is of no use any more, however it ends
        }
    }

    @Override
    public void close() {
        watch.cancel(false);
        closeBody();
    }
}
