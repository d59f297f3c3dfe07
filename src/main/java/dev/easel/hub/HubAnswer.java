package dev.easel.hub;

import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;

/**
 * What the answer to a request means.
 *
 * @param endpoint the Hub
 * @param id the model that was asked for
 * @param revision the version that was asked for
 * @param withToken whether a token is set
 */
record HubAnswer(URI endpoint, HubId id, Revision revision, boolean withToken) {
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    /** Too early, too many requests, timeouts, and a server in trouble. */
    private static final Set<Integer> PASSING = Set.of(408, 425, 429, 500, 502, 503, 504);

    /**
     * Where the answer sends the client, if it does.
     *
     * @throws HubException if that is no address, or one that is less protected
     */
    Optional<URI> redirect(HttpResponse<?> response) {
        if (!REDIRECTS.contains(response.statusCode())) {
            return Optional.empty();
        }
        var location = response.headers().firstValue("Location").orElse("");
        try {
            var from = response.uri();
            var to = from.resolve(location);
            boolean isHttp = "https".equals(to.getScheme()) || ("http".equals(to.getScheme()) && isHttp(from));
            if (location.isEmpty() || !isHttp || to.getHost() == null) {
                throw new HubException(from.getHost() + " redirects to an address that is refused");
            }
            return Optional.of(to);
        } catch (IllegalArgumentException e) {
            throw new HubException(response.uri().getHost() + " redirects to what is no address", e);
        }
    }

    private static boolean isHttp(URI from) {
        return from.getScheme().equals("http");
    }

    /**
     * Nothing, if the answer is what was asked for.
     *
     * @throws HubException.Passing if the same request may be answered later
     * @throws HubException if it will not be; the message says what to do
     */
    void check(HttpResponse<?> response) {
        int status = response.statusCode();
        if (status == 200 || status == 206) {
            return;
        }
        var host = response.uri().getHost();
        if (PASSING.contains(status) || isAddressThatRanOut(response)) {
            var wait = response.headers().firstValue("Retry-After").flatMap(HubAnswer::delay);
            throw new HubException.Passing(
                    host + " answers with status " + status
                            + wait.map(time -> ", and asks to wait " + time.toSeconds() + " s")
                                    .orElse(""),
                    wait);
        }
        var code = response.headers().firstValue("X-Error-Code").orElse("");
        throw new HubException(
                switch (status) {
                    case 401 -> code.equals("GatedRepo") ? gated() : unauthorized();
                    case 403 -> code.equals("GatedRepo") ? gated() : forbidden();
                    case 404 -> notFound(code);
                    default -> host + " answers with status " + status;
                });
    }

    /** The Hub redirects to signed addresses, which are good for a while. */
    private boolean isAddressThatRanOut(HttpResponse<?> response) {
        return response.statusCode() == 403 && !response.uri().getAuthority().equals(endpoint.getAuthority());
    }

    private String unauthorized() {
        return withToken
                ? endpoint + " does not show " + id
                        + " to the owner of your token: there is no such model, or the token"
                        + " is wrong or may not read it. Check the id, or set HF_TOKEN anew"
                : endpoint + " does not show " + id + ": there is no such model, or it is private or gated."
                        + " Check the id, or set HF_TOKEN to a token that may read it";
    }

    private String gated() {
        return id + " is gated: ask for access on " + endpoint + "/" + id
                + ", and set HF_TOKEN to a token of the account that has it";
    }

    private String forbidden() {
        return endpoint + " refuses " + id + ": " + (withToken ? "your token may not read it" : "no token is set")
                + ". If it is gated ask for access on " + endpoint + "/" + id + ", and set HF_TOKEN to a token that may"
                + " read it";
    }

    private String notFound(String code) {
        return code.equals("RevisionNotFound")
                ? id + " has no revision '" + revision + "'; expected a branch, a tag or a commit of " + endpoint + "/"
                        + id
                : endpoint + " has no model " + id + " with the revision '" + revision + "'; check both";
    }

    /** {@code Retry-After}: seconds, or a date. */
    static Optional<Duration> delay(String text) {
        try {
            var wait = text.matches("\\d{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(text))
                    : Duration.between(Instant.now(), ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME));
            return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
