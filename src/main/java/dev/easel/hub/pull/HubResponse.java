package dev.easel.hub.pull;

import dev.easel.hub.HubException;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Optional;

/** The response to a request, read by one thread. */
final class HubResponse implements AutoCloseable {
    private static final int RANGE = 206;

    private final HttpURLConnection connection;
    private final URI address;
    private final int status;

    /** Sends the request and waits for the response's headers. */
    HubResponse(HttpURLConnection connection, URI address) throws IOException {
        this.connection = connection;
        this.address = address;
        this.status = connection.getResponseCode();
    }

    /** The address that responded. */
    URI address() {
        return address;
    }

    int status() {
        return status;
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(connection.getHeaderField(name));
    }

    /** Whether the server sends the requested range; if not, it sends the file from its beginning. */
    boolean isRange() {
        return status == RANGE;
    }

    /** The length of the body in bytes; -1 if the server does not send it. */
    long length() {
        return connection.getContentLengthLong();
    }

    /**
     * Reads the bytes that have arrived, at least one.
     *
     * @return the number of bytes, -1 at the end
     * @throws TemporaryHubException if the connection breaks or the server sends nothing for too long
     */
    int read(byte[] buffer, int length) {
        try {
            return connection.getInputStream().read(buffer, 0, length);
        } catch (IOException e) {
            throw broken(e);
        }
    }

    /**
     * The whole body, of at most {@code max} bytes.
     *
     * @throws HubException if it is larger
     */
    byte[] all(int max) {
        try {
            var bytes = connection.getInputStream().readNBytes(max + 1);
            if (bytes.length > max) {
                throw new HubException("the Hub's response has more than " + max + " bytes; is the endpoint a Hub?");
            }
            return bytes;
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private static TemporaryHubException broken(IOException cause) {
        return new TemporaryHubException("the connection broke: " + cause.getMessage(), cause);
    }

    @Override
    public void close() {
        try {
            // keeps the connection for the next request
            connection.getInputStream().close();
        } catch (IOException e) {
            connection.disconnect();
        }
    }
}
