package dev.easel.function;

import dev.easel.call.Failures;
import dev.easel.call.JsonBody;
import dev.easel.call.Problems;
import dev.easel.call.RequestedTask;
import dev.easel.generation.ServedModels;
import dev.easel.problem.RejectedException;
import dev.easel.request.RequestFields;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Bodies that Funqy refuses without a cause. Reading them again finds it. */
@Singleton
final class FunctionFailures {
    private static final int BAD_REQUEST = 400;

    private final Failures failures;
    private final Problems problems;
    private final ServedModels served;

    FunctionFailures(Failures failures, Problems problems, ServedModels served) {
        this.failures = failures;
        this.problems = problems;
        this.served = served;
    }

    void install(@Observes Router router) {
        Failures.add(router, Failures.Order.FUNCTIONS, FunctionFailures::isWithoutCause, this::answer);
    }

    private static boolean isWithoutCause(RoutingContext context) {
        return context.failure() == null
                && context.statusCode() == BAD_REQUEST
                && RequestedTask.ofPath(context.normalizedPath()).isPresent();
    }

    private void answer(RoutingContext context) {
        var task = RequestedTask.ofPath(context.normalizedPath()).orElseThrow();
        try {
            served.requests().read(new RequestFields.Json(JsonBody.of(context)), task.required());
            failures.send(context, problems.ofStatus(BAD_REQUEST));
        } catch (RejectedException e) {
            failures.send(context, problems.of(context, e));
        }
    }
}
