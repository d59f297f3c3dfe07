package dev.easel.hub.pull;

import dev.easel.hub.HubException;
import dev.easel.hub.HubId;
import dev.easel.hub.RemoteFile;
import dev.easel.hub.Revision;
import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import dev.failsafe.function.CheckedRunnable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;

/**
 * Speaks HTTP with a Hub. It follows redirects itself, so that the token goes only to the Hub and never to the host that stores
 * the files. Safe for any number of threads.
 */
final class HubClient implements AutoCloseable {
    private static final int MAX_REDIRECTS = 5;
    private static final int MAX_LISTING = 64 << 20;

    private final URI endpoint;
    private final Optional<String> token;
    private final ConnectionSettings settings;
    private final RetryPolicy<Object> retryPolicy;
    private final Semaphore connections;
    private final HttpClient http;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("hub-timeouts").factory());

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
        // with HTTP/2 all parts of a file would share one connection
        http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(new EnvironmentProxies(environment))
                .connectTimeout(settings.readTimeout())
                .build();
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
     * What a repository holds at a revision.
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
    Download get(HubId id, String commit, RemoteFile file, String range) {
        var address = endpoint + "/" + id + "/resolve/" + commit + "/" + encodedPath(file.path());
        return get(URI.create(address), range, new ResponseCheck(endpoint, id, new Revision(commit), hasToken()));
    }

    private boolean hasToken() {
        return token.isPresent();
    }

    private Download get(URI first, String range, ResponseCheck expected) {
        var address = first;
        for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
            var response = send(request(address, range));
            var download = new Download(response, settings.readTimeout(), timer);
            try {
                var next = expected.redirect(response);
                if (next.isEmpty()) {
                    expected.check(response);
                    return download;
                }
                address = next.get();
            } catch (HubException e) {
                download.close();
                throw e;
            }
            download.close();
        }
        throw new HubException("the Hub redirects " + first.getPath() + " without end");
    }

    private HttpRequest request(URI address, String range) {
        var request = HttpRequest.newBuilder(address)
                .timeout(settings.readTimeout())
                .header("User-Agent", "easel")
                // a compressed file would not have the size and the ranges of the file
                .header("Accept-Encoding", "identity");
        if (!range.isEmpty()) {
            request.header("Range", range);
        }
        token.filter(secret -> mayHaveToken(address))
                .ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
        return request.build();
    }

    /** Only the Hub itself, and only over an encrypted or local connection. */
    private boolean mayHaveToken(URI address) {
        boolean isHub = origin(address).equals(origin(endpoint));
        return isHub && (address.getScheme().equals("https") || EnvironmentProxies.isLoopback(address.getHost()));
    }

    private static String origin(URI address) {
        return address.getScheme() + "://" + address.getHost() + ":" + address.getPort();
    }

    private HttpResponse<InputStream> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofInputStream());
        } catch (IOException e) {
            var host = request.uri().getHost();
            throw new TemporaryHubException(
                    host + " does not respond (" + e.getClass().getSimpleName() + messageOf(e) + ")", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HubException("interrupted", e);
        }
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

    @Override
    public void close() {
        timer.shutdownNow();
        http.shutdownNow();
    }
}
