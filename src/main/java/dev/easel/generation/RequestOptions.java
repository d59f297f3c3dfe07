package dev.easel.generation;

import dev.easel.engine.Priority;
import dev.easel.engine.Submission;
import dev.easel.event.RequestEvent;
import dev.easel.pipeline.ImageParameters;
import dev.easel.problem.RejectedException;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.auth.User;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a caller wants a request to be treated, by its headers or an event's attributes.
 *
 * @param priority {@code X-Priority}: high, normal or low
 * @param deadline {@code X-Deadline-Ms}: milliseconds after which the image is of no use any more
 * @param caller who asks: the authenticated identity, else the address
 */
public record RequestOptions(Priority priority, Optional<Duration> deadline, String caller) {
    public static final String PRIORITY = "X-Priority";
    public static final String DEADLINE = "X-Deadline-Ms";
    /** What events have in place of the headers; an attribute's name has lower-case letters and digits only. */
    private static final String PRIORITY_OF_EVENT = "priority";

    private static final String DEADLINE_OF_EVENT = "deadlinems";
    private static final long LONGEST_DEADLINE = Duration.ofDays(1).toMillis();

    /**
     * The treatment that a request asks for.
     *
     * @throws RejectedException if a header has a value that it cannot have
     */
    static RequestOptions of(RoutingContext context) {
        return new RequestOptions(
                header(context, PRIORITY).map(word -> priority(PRIORITY, word)).orElse(Priority.NORMAL),
                header(context, DEADLINE).map(text -> deadline(DEADLINE, text)),
                caller(context));
    }

    /**
     * The treatment that an event asks for, by attributes. Its source is not the caller, as a sender names that itself.
     *
     * @throws RejectedException if an attribute has a value that it cannot have
     */
    static RequestOptions of(RequestEvent event, RoutingContext context) {
        return new RequestOptions(
                event.extension(PRIORITY_OF_EVENT)
                        .map(word -> priority(PRIORITY_OF_EVENT, word))
                        .orElse(Priority.NORMAL),
                event.extension(DEADLINE_OF_EVENT).map(text -> deadline(DEADLINE_OF_EVENT, text)),
                caller(context));
    }

    /** An image of a model with this treatment. */
    Submission submit(String model, ImageParameters parameters, OptionalInt previewEvery) {
        return new Submission(model, List.of(parameters), priority, deadline, caller, previewEvery);
    }

    private static Optional<String> header(RoutingContext context, String name) {
        return Optional.ofNullable(context.request().getHeader(name));
    }

    private static Priority priority(String name, String word) {
        return Arrays.stream(Priority.values())
                .filter(priority -> priority.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .orElseThrow(() -> RejectedException.invalid(name, "must be high, normal or low"));
    }

    private static Duration deadline(String name, String text) {
        try {
            long milliseconds = Long.parseLong(text);
            if (milliseconds >= 1 && milliseconds <= LONGEST_DEADLINE) {
                return Duration.ofMillis(milliseconds);
            }
        } catch (NumberFormatException e) {
            // told below, as the numbers are that are out of range
        }
        throw RejectedException.invalid(name, "must be an integer from 1 to " + LONGEST_DEADLINE);
    }

    private static String caller(RoutingContext context) {
        return subject(context)
                .or(() -> Optional.ofNullable(context.request().remoteAddress()).map(SocketAddress::hostAddress))
                .orElse("unknown");
    }

    /** Who is authenticated. */
    public static Optional<String> subject(RoutingContext context) {
        return Optional.ofNullable(context.user()).map(User::subject);
    }
}
