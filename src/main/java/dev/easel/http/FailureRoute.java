package dev.easel.http;

import dev.easel.call.Failures;
import dev.easel.call.Problems;
import dev.easel.call.RequestBody;
import dev.easel.problem.Problem;
import dev.easel.problem.RejectedException;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Failures outside REST resources as problems: bodies over the limit, malformed forms, paths without a resource. */
@Singleton
final class FailureRoute {
    private static final String MALFORMED_FORM =
            "cannot be read as multipart/form-data; a text part may have up to 512 kilobytes";

    private final Failures failures;
    private final Problems problems;

    FailureRoute(Failures failures, Problems problems) {
        this.failures = failures;
        this.problems = problems;
    }

    void install(@Observes Router router) {
        Failures.add(router, Failures.Order.OTHERS, _ -> true, context -> failures.send(context, problem(context)));
    }

    private Problem problem(RoutingContext context) {
        boolean takesForms = context.normalizedPath().equals(GenerateResource.PATH);
        return takesForms && RequestBody.isForm(context) && Failures.isMalformedForm(context)
                ? problems.of(context, RejectedException.invalid("body", MALFORMED_FORM))
                : failures.problem(context);
    }
}
