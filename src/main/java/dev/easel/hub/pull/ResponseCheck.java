package dev.easel.hub.pull;

import dev.easel.hub.HubException;
import dev.easel.hub.HubId;
import dev.easel.hub.Revision;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;

/**
 * Interprets the response to a request.
 *
 * @param endpoint the Hub
 * @param id the requested model
 * @param revision the requested version
 * @param withToken whether a token is sent
 */
record ResponseCheck(URI endpoint, HubId id, Revision revision, boolean withToken) {
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    /** Too early, too many requests, timeouts, and server errors. */
    private static final Set<Integer> TEMPORARY = Set.of(408, 425, 429, 500, 502, 503, 504);

    /**
     * The address to follow, if the response is a redirect.
     *
     * @throws HubException if it is no address, or leads from https to http
     */
    Optional<URI> redirect(HubResponse response) {
        if (!REDIRECTS.contains(response.status())) {
            return Optional.empty();
        }
        var location = response.header("Location").orElse("");
        try {
            var from = response.address();
            var to = from.resolve(location);
            boolean isHttp = "https".equals(to.getScheme()) || ("http".equals(to.getScheme()) && isHttp(from));
            if (location.isEmpty() || !isHttp || to.getHost() == null) {
                throw new HubException(from.getHost() + " redirects to an address that is refused");
            }
            return Optional.of(to);
        } catch (IllegalArgumentException e) {
            throw new HubException(response.address().getHost() + " redirects to an invalid address", e);
        }
    }

    private static boolean isHttp(URI from) {
        return from.getScheme().equals("http");
    }

    /**
     * Accepts a successful response.
     *
     * @throws TemporaryHubException if a later request may succeed
     * @throws HubException if it will not; the message says what to do
     */
    void require(HubResponse response) {
        int status = response.status();
        if (status == 200 || status == 206) {
            return;
        }
        var host = response.address().getHost();
        if (TEMPORARY.contains(status) || isExpiredAddress(response)) {
            var wait = response.header("Retry-After").flatMap(ResponseCheck::delay);
            throw new TemporaryHubException(
                    host + " answers with status " + status
                            + wait.map(time -> ", and asks to wait " + time.toSeconds() + " s")
                                    .orElse(""),
                    wait);
        }
        var code = response.header("X-Error-Code").orElse("");
        throw new HubException(
                switch (status) {
                    case 401 -> code.equals("GatedRepo") ? gated() : unauthorized();
                    case 403 -> code.equals("GatedRepo") ? gated() : forbidden();
                    case 404 -> notFound(code);
                    default -> host + " answers with status " + status;
                });
    }

    /** The Hub redirects to signed addresses, which expire. */
    private boolean isExpiredAddress(HubResponse response) {
        return response.status() == 403 && !response.address().getAuthority().equals(endpoint.getAuthority());
    }

    private String unauthorized() {
        return withToken
                ? endpoint + " does not show " + id
                        + " to the owner of your token: there is no such model, or the token"
                        + " is wrong or may not read it. Check the id, or set HF_TOKEN again"
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
