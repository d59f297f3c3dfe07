package dev.easel.event;

import dev.easel.function.ImageFunctions;
import dev.easel.generation.Call;
import dev.easel.generation.JsonBody;
import dev.easel.generation.Preparation;
import dev.easel.generation.Problems;
import dev.easel.generation.RequestId;
import dev.easel.problem.Problem;
import dev.easel.problem.RejectedException;
import io.quarkus.virtual.threads.VirtualThreads;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;

/**
 * {@code POST /} and, ahead of Funqy, what comes to functions as an event: CloudEvents in, CloudEvents out. Every refusal is
 * an event too.
 */
@Singleton
public final class EventRoute {
    static final String PATH = "/";

    /** After what reads bodies and says who asks, and before routes without an order of their own. */
    private static final int BEFORE_FUNCTIONS = -1;

    private static final int NO_CONTENT = 204;
    private static final List<String> MARKS = List.of("ce-specversion", "ce-id", "ce-type", "ce-source");

    private final EventDeliveries deliveries;
    private final EventAnswers answers;
    private final Preparation preparation;
    private final Problems problems;
    private final ExecutorService executor;

    EventRoute(
            EventDeliveries deliveries,
            EventAnswers answers,
            Preparation preparation,
            Problems problems,
            @VirtualThreads ExecutorService executor) {
        this.deliveries = deliveries;
        this.answers = answers;
        this.preparation = preparation;
        this.problems = problems;
        this.executor = executor;
    }

    void install(@Observes Router router) {
        router.post().order(BEFORE_FUNCTIONS).handler(context -> {
            if (takes(context)) {
                // waits for long bodies to be read, and for the store, which an event loop must not
                executor.execute(() -> receive(context));
            } else {
                context.next();
            }
        });
    }

    /** Whether a request is to be answered as an event, whatever is wrong with it. */
    public static boolean takes(RoutingContext context) {
        if (!context.request().method().equals(HttpMethod.POST)) {
            return false;
        }
        String path = context.normalizedPath();
        return path.equals(PATH) || (ImageFunctions.required(path).isPresent() && isMarked(context));
    }

    private static boolean isMarked(RoutingContext context) {
        return mode(context) != ContentMode.BINARY
                || MARKS.stream().anyMatch(context.request().headers()::contains);
    }

    private static ContentMode mode(RoutingContext context) {
        return ContentMode.of(Optional.ofNullable(context.request().getHeader(HttpHeaders.CONTENT_TYPE))
                .orElse(""));
    }

    /** Answers a request that failed before it could be read as an event. */
    public void refuse(RoutingContext context, Problem problem) {
        var id = mode(context) == ContentMode.BINARY
                ? RequestEvent.idOf(context.request().headers())
                : Optional.<String>empty();
        send(context, answers.refusedForNow(Origin.unknown(id.orElseGet(() -> RequestId.of(context))), problem));
    }

    private void receive(RoutingContext context) {
        try {
            answerOrRefuse(context);
        } catch (RuntimeException | Error e) {
            // on this thread nobody else would answer the request
            context.fail(e);
        }
    }

    private void answerOrRefuse(RoutingContext context) {
        if (mode(context) == ContentMode.OTHER) {
            refuse(context, problems.ofOtherEvents());
            return;
        }
        try {
            answer(context, preparation.read(context, () -> read(context)));
        } catch (RejectedException e) {
            refuse(context, problems.of(context, e));
        }
    }

    private static RequestEvent read(RoutingContext context) {
        return mode(context) == ContentMode.STRUCTURED
                ? RequestEvent.structured(JsonBody.of(context))
                : RequestEvent.binary(
                        context.request().headers(), JsonBody.bytes(context).orElse(new byte[0]));
    }

    private void answer(RoutingContext context, RequestEvent event) {
        if (EventTypes.isAnswer(event.type())) {
            // a trigger without a filter brings answers back; to answer them would never end
            context.response().setStatusCode(NO_CONTENT).end();
            return;
        }
        var delivery = Delivery.of(event, context);
        if (!event.type().equals(EventTypes.REQUESTED)) {
            var unknown = RejectedException.invalid("type", "must be " + EventTypes.REQUESTED);
            var answer = answers.refused(delivery.origin(), problems.of(context, unknown));
            send(context, EventAnswer.last(answer));
            return;
        }
        deliveries
                .deliver(delivery, () -> call(event, delivery, context))
                .thenAccept(answer -> send(context, answer))
                .exceptionally(failure -> {
                    context.fail(failure);
                    return null;
                });
    }

    private Call call(RequestEvent event, Delivery delivery, RoutingContext context) {
        var required = ImageFunctions.required(context.normalizedPath()).orElse(Set.of());
        return Call.ofEvent(event, preparation.read(context, () -> EventData.of(event, required)), delivery, context);
    }

    private static void send(RoutingContext context, EventAnswer answer) {
        var response = context.response();
        if (response.closed() || response.ended()) {
            return;
        }
        response.setStatusCode(answer.status());
        answer.retryAfter().ifPresent(wait -> response.putHeader(HttpHeaders.RETRY_AFTER, wait));
        answer.event().write(mode(context), response::putHeader, body -> response.end(Buffer.buffer(body)));
    }
}
