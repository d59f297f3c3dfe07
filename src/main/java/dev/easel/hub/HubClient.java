package dev.easel.hub;

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

/**
 * Talks HTTP with a Hub. Redirects are followed by hand, so that the token goes to the Hub only, and never to the host that
 * keeps the files. Safe for any number of threads.
 */
final class HubClient implements AutoCloseable {
    private static final int MOST_REDIRECTS = 5;
    private static final int LARGEST_ANSWER = 64 << 20;

    private final URI endpoint;
    private final Optional<String> token;
    private final Retries patience;
    private final HttpClient http;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("hub-stalls").factory());

    /**
     * A client of a Hub.
     *
     * @param environment where proxies may be named
     */
    HubClient(URI endpoint, Optional<String> token, Map<String, String> environment, Retries patience) {
        this.endpoint = endpoint;
        this.token = token;
        this.patience = patience;
        // with HTTP/2 all parts of a file would share one connection
        http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(new EnvironmentProxies(environment))
                .connectTimeout(patience.stall())
                .build();
    }

    /**
     * What a repository holds at a revision.
     *
     * @throws HubException if the Hub does not tell
     */
    RepositoryListing list(HubId id, Revision revision) {
        var address = endpoint + "/api/models/" + id + "/revision/" + encoded(revision.name()) + "?blobs=true";
        try (var answer = get(URI.create(address), "", new HubAnswer(endpoint, id, revision, hasToken()))) {
            return RepositoryListing.read(answer.all(LARGEST_ANSWER));
        }
    }

    /**
     * A file, or a part of it.
     *
     * @param range the value of the header {@code Range}; when empty, all of the file
     * @throws HubException.Passing if it is worth another try
     * @throws HubException if it is not
     */
    Download get(HubId id, String commit, RemoteFile file, String range) {
        var address = endpoint + "/" + id + "/resolve/" + commit + "/" + encodedPath(file.path());
        return get(URI.create(address), range, new HubAnswer(endpoint, id, new Revision(commit), hasToken()));
    }

    private boolean hasToken() {
        return token.isPresent();
    }

    private Download get(URI first, String range, HubAnswer expected) {
        var address = first;
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            var response = send(request(address, range));
            var download = new Download(response, patience.stall(), timer);
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
                .timeout(patience.stall())
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

    /** Only the Hub itself, and nobody who listens on the way to it. */
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
            throw new HubException.Passing(
                    host + " does not answer (" + e.getClass().getSimpleName() + messageOf(e) + ")", e);
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
