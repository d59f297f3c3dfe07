package dev.easel.hub.pull;

import dev.easel.hub.HubException;
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
 * A response body that is being read, by one thread. A server that sends nothing for too long is abandoned, which
 * {@link java.net.http.HttpClient} itself never does while it reads a body.
 */
final class Download implements AutoCloseable {
    private static final int BUFFER = 1 << 16;
    private static final int CHECKS_PER_TIMEOUT = 4;

    private final HttpResponse<InputStream> response;
    private final ScheduledFuture<?> watch;
    private final long timeoutNanos;
    private volatile long heardAt = System.nanoTime();

    Download(HttpResponse<InputStream> response, Duration readTimeout, ScheduledExecutorService timer) {
        this.response = response;
        timeoutNanos = readTimeout.toNanos();
        long period = Math.max(1, timeoutNanos / CHECKS_PER_TIMEOUT);
        watch = timer.scheduleWithFixedDelay(this::abandonIfSilent, period, period, TimeUnit.NANOSECONDS);
    }

    private void abandonIfSilent() {
        if (System.nanoTime() - heardAt > timeoutNanos) {
            closeBody();
        }
    }

    /** Whether the server sends the requested range; if not, it sends the file from its beginning. */
    boolean isRange() {
        return response.statusCode() == 206;
    }

    /** {@code Content-Length}, if the server sent it. */
    OptionalLong length() {
        return response.headers().firstValueAsLong("Content-Length");
    }

    /** {@code Content-Range}, or an empty string. */
    String contentRange() {
        return response.headers().firstValue("Content-Range").orElse("");
    }

    /**
     * Reads what has arrived, at least one byte.
     *
     * @return the number of bytes, -1 at the end
     * @throws TemporaryHubException if the connection breaks or the server sends nothing for too long
     */
    int read(byte[] buffer, int length) {
        try {
            int read = response.body().read(buffer, 0, length);
            heardAt = System.nanoTime();
            return read;
        } catch (IOException e) {
            throw new TemporaryHubException("the connection broke: " + e.getMessage(), e);
        }
    }

    /**
     * The whole body, of at most {@code max} bytes.
     *
     * @throws HubException if it is larger
     */
    byte[] all(int max) {
        var bytes = new ByteArrayOutputStream();
        var buffer = new byte[BUFFER];
        for (int read = read(buffer, BUFFER); read >= 0; read = read(buffer, BUFFER)) {
            bytes.write(buffer, 0, read);
            if (bytes.size() > max) {
                throw new HubException("the Hub's response has more than " + max + " bytes; is the endpoint a Hub?");
            }
        }
        return bytes.toByteArray();
    }

    private void closeBody() {
        try {
            response.body().close();
        } catch (IOException e) {
            // it is not needed any more
        }
    }

    @Override
    public void close() {
        watch.cancel(false);
        closeBody();
    }
}
