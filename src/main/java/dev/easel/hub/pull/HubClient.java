package dev.easel.hub.pull;

import dev.easel.hub.HubException;
import dev.easel.hub.HubId;
import dev.easel.hub.RemoteFile;
import dev.easel.hub.Revision;
import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import dev.failsafe.function.CheckedRunnable;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Speaks HTTP with a Hub. It follows redirects itself, so that the token goes only to the Hub and never to the host that stores
 * the files. {@link HttpURLConnection} has a timeout for each read, which {@code java.net.http} lacks. Safe for any number of
 * threads.
 */
final class HubClient {
    private static final int MAX_REDIRECTS = 5;
    private static final int MAX_LISTING = 64 << 20;

    private final URI endpoint;
    private final Optional<String> token;
    private final ConnectionSettings settings;
    private final RetryPolicy<Object> retryPolicy;
    private final Semaphore connections;
    private final EnvironmentProxies proxies;

    /**
     * A client of a Hub.
     *
     * @param environment where proxies may be named
     * @param progress where retries are reported
     */
    HubClient(
            URI endpoint,
            Optional<String> token,
            Map<String, String> environment,
            ConnectionSettings settings,
            Progress progress) {
        this.endpoint = endpoint;
        this.token = token;
        this.settings = settings;
        this.retryPolicy = settings.retryPolicy(progress);
        this.connections = new Semaphore(settings.connections());
        this.proxies = new EnvironmentProxies(environment);
    }

    /** How many requests run at a time. */
    int connections() {
        return settings.connections();
    }

    /**
     * Runs a request when a connection is free, and again after temporary failures.
     *
     * @throws HubException if it fails for good
     */
    void run(CheckedRunnable request) {
        Failsafe.with(retryPolicy).run(() -> {
            connections.acquire();
            try {
                request.run();
            } finally {
                connections.release();
            }
        });
    }

    /**
     * The files of a repository at a revision.
     *
     * @throws HubException if the Hub does not list it
     */
    RepositoryListing list(HubId id, Revision revision) {
        var address = endpoint + "/api/models/" + id + "/revision/" + encoded(revision.name()) + "?blobs=true";
        return Failsafe.with(retryPolicy).get(() -> {
            try (var response = get(URI.create(address), "", new ResponseCheck(endpoint, id, revision, hasToken()))) {
                return RepositoryListing.read(response.all(MAX_LISTING));
            }
        });
    }

    /**
     * A file, or a part of it.
     *
     * @param range the value of the header {@code Range}; when empty, the whole file
     * @throws TemporaryHubException if a retry may succeed
     * @throws HubException if it will not
     */
    HubResponse get(HubId id, String commit, RemoteFile file, String range) {
        var address = endpoint + "/" + id + "/resolve/" + commit + "/" + encodedPath(file.path());
        return get(URI.create(address), range, new ResponseCheck(endpoint, id, new Revision(commit), hasToken()));
    }

    private boolean hasToken() {
        return token.isPresent();
    }

    private HubResponse get(URI first, String range, ResponseCheck check) {
        var address = first;
        for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
            var response = send(address, range);
            try {
                var next = check.redirect(response);
                if (next.isEmpty()) {
                    check.require(response);
                    return response;
                }
                address = next.get();
            } catch (HubException e) {
                response.close();
                throw e;
            }
            response.close();
        }
        throw new HubException("the Hub redirects " + first.getPath() + " without end");
    }

    private HubResponse send(URI address, String range) {
        try {
            var connection = (HttpURLConnection) address.toURL().openConnection(proxies.of(address));
            connection.setInstanceFollowRedirects(false);
            connection.setConnectTimeout(Math.toIntExact(settings.readTimeout().toMillis()));
            connection.setReadTimeout(Math.toIntExact(settings.readTimeout().toMillis()));
            connection.setRequestProperty("User-Agent", "easel");
            // a compressed file would not have the size and the ranges of the file
            connection.setRequestProperty("Accept-Encoding", "identity");
            if (!range.isEmpty()) {
                connection.setRequestProperty("Range", range);
            }
            token.filter(secret -> mayHaveToken(address))
                    .ifPresent(secret -> connection.setRequestProperty("Authorization", "Bearer " + secret));
            return new HubResponse(connection, address);
        } catch (IOException e) {
            throw new TemporaryHubException(
                    address.getHost() + " does not respond (" + e.getClass().getSimpleName() + messageOf(e) + ")", e);
        }
    }

    /** Only the Hub itself, and only over an encrypted or local connection. */
    private boolean mayHaveToken(URI address) {
        boolean isHub = origin(address).equals(origin(endpoint));
        return isHub && (address.getScheme().equals("https") || EnvironmentProxies.isLoopback(address.getHost()));
    }

    private static String origin(URI address) {
        return address.getScheme() + "://" + address.getHost() + ":" + address.getPort();
    }

    private static String messageOf(IOException e) {
        return e.getMessage() == null ? "" : ": " + e.getMessage();
    }

    private static String encodedPath(String path) {
        return encoded(path).replace("%2F", "/");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
