package dev.easel.http;

import dev.easel.problem.RejectedException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.util.Optional;

/** The host, and its port if it is named, that a request is for. */
final class RequestHost {
    private RequestHost() {}

    /**
     * As the request names it, or a proxy that is trusted.
     *
     * @throws RejectedException if there is none, which HTTP/1.0 allows, or an empty one
     */
    static HostAndPort of(HttpServerRequest request) {
        return Optional.ofNullable(request.authority())
                .filter(authority -> !authority.host().isEmpty())
                .orElseThrow(RequestHost::refused);
    }

    /** The refusal of a request without a host, or with what cannot be one. */
    static RejectedException refused() {
        return RejectedException.invalid("Host", "must be a host, and may have a port");
    }
}
