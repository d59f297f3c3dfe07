package dev.easel.call;

import dev.easel.problem.RejectedException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.util.Optional;

/** The host that a request is for, with its port if it names one. */
public final class RequestHost {
    private RequestHost() {}

    /**
     * As the request, or a trusted proxy, names it.
     *
     * @throws RejectedException if there is none, which HTTP/1.0 allows, or an empty one
     */
    public static HostAndPort of(HttpServerRequest request) {
        return Optional.ofNullable(request.authority())
                .filter(authority -> !authority.host().isEmpty())
                .orElseThrow(RequestHost::refused);
    }

    /** The refusal of a request without a valid host. */
    static RejectedException refused() {
        return RejectedException.invalid("Host", "must be a host, and may have a port");
    }
}
