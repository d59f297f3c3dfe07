package dev.easel.event;

import dev.easel.call.Call;
import dev.easel.call.Failures;
import dev.easel.call.JsonBody;
import dev.easel.call.Problems;
import dev.easel.call.RequestBody;
import dev.easel.call.RequestTraces;
import dev.easel.call.RequestedTask;
import dev.easel.generation.RequestPreparation;
import dev.easel.problem.Problem;
import dev.easel.problem.RejectedException;
import io.quarkus.virtual.threads.VirtualThreads;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;

/**
 * {@code POST /} and events at the paths of functions: CloudEvents in, CloudEvents out. Every refusal is an event too. Its
 * route is ahead of Funqy's, which would take the events as well.
 */
@Singleton
final class EventRoute {
    private static final String PATH = "/";

    /** After the handlers that read bodies and authenticate, and before routes without an order of their own. */
    private static final int BEFORE_FUNCTIONS = -1;

    private static final int NO_CONTENT = 204;
    private static final List<String> MARKS = List.of("ce-specversion", "ce-id", "ce-type", "ce-source");

    private final EventDeliveries deliveries;
    private final AnswerFactory answers;
    private final RequestPreparation preparation;
    private final Failures failures;
    private final Problems problems;
    private final ExecutorService executor;

    EventRoute(
            EventDeliveries deliveries,
            AnswerFactory answers,
            RequestPreparation preparation,
            Failures failures,
            Problems problems,
            @VirtualThreads ExecutorService executor) {
        this.deliveries = deliveries;
        this.answers = answers;
        this.preparation = preparation;
        this.failures = failures;
        this.problems = problems;
        this.executor = executor;
    }

    void install(@Observes Router router) {
        router.post().order(BEFORE_FUNCTIONS).handler(context -> {
            if (isEvent(context)) {
                // waits for long bodies and for the store, which an event loop must not
                executor.execute(() -> receive(context));
            } else {
                context.next();
            }
        });
        Failures.add(
                router,
                Failures.Order.EVENTS,
                EventRoute::isEvent,
                context -> refuse(context, failures.problem(context)));
    }

    /** Whether a request is answered as an event, valid or not. */
    private static boolean isEvent(RoutingContext context) {
        if (!context.request().method().equals(HttpMethod.POST)) {
            return false;
        }
        String path = context.normalizedPath();
        return path.equals(PATH) || (RequestedTask.ofPath(path).isPresent() && isMarked(context));
    }

    private static boolean isMarked(RoutingContext context) {
        return ContentMode.of(context) != ContentMode.BINARY
                || MARKS.stream().anyMatch(context.request().headers()::contains);
    }

    /** Answers a request that cannot be read as an event. */
    private void refuse(RoutingContext context, Problem problem) {
        var id = ContentMode.of(context) == ContentMode.BINARY
                ? RequestEvent.idOf(context.request().headers())
                : Optional.<String>empty();
        var origin = Origin.unknown(id.orElseGet(() -> RequestTraces.of(context).requestId()));
        answers.rejectedForNow(origin, problem).send(context);
    }

    private void receive(RoutingContext context) {
        try {
            answerOrRefuse(context);
        } catch (RuntimeException | Error e) {
            // on this thread nothing else would answer the request
            context.fail(e);
        }
    }

    private void answerOrRefuse(RoutingContext context) {
        if (ContentMode.of(context) == ContentMode.UNSUPPORTED) {
            refuse(context, problems.ofUnsupportedEvent());
            return;
        }
        try {
            answer(context, read(context, () -> event(context)));
        } catch (RejectedException e) {
            refuse(context, problems.of(context, e));
        }
    }

    private <T> T read(RoutingContext context, Supplier<T> reading) {
        return RequestBody.isShort(context) ? reading.get() : preparation.read(reading);
    }

    private static RequestEvent event(RoutingContext context) {
        return ContentMode.of(context) == ContentMode.STRUCTURED
                ? RequestEvent.structured(JsonBody.of(context))
                : RequestEvent.binary(
                        context.request().headers(), JsonBody.bytes(context).orElse(new byte[0]));
    }

    private void answer(RoutingContext context, RequestEvent event) {
        if (EventTypes.isAnswer(event.type())) {
            // a trigger without a filter delivers answers; answers to them would never end
            context.response().setStatusCode(NO_CONTENT).end();
            return;
        }
        var delivery = Delivery.of(event, context);
        if (!event.type().equals(EventTypes.REQUESTED)) {
            var unknown = RejectedException.invalid("type", "must be " + EventTypes.REQUESTED);
            Reply.last(answers.rejected(delivery.origin(), problems.of(context, unknown)))
                    .send(context);
            return;
        }
        deliveries
                .deliver(delivery, () -> call(context, event, delivery))
                .thenAccept(reply -> reply.send(context))
                .exceptionally(failure -> {
                    context.fail(failure);
                    return null;
                });
    }

    private Call call(RoutingContext context, RequestEvent event, Delivery delivery) {
        var required = RequestedTask.ofPath(context.normalizedPath())
                .map(RequestedTask::required)
                .orElse(Set.of());
        return read(context, () -> EventCall.of(event, required, delivery));
    }
}
