package dev.easel.call;

import dev.easel.engine.Priority;
import dev.easel.problem.RejectedException;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.auth.User;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * How the engine schedules a request.
 *
 * @param priority high, normal or low
 * @param deadline the time after which the images are useless
 * @param caller the authenticated identity, else the address
 */
public record RequestOptions(Priority priority, Optional<Duration> deadline, String caller) {
    private static final String PRIORITY = "X-Priority";
    private static final String DEADLINE = "X-Deadline-Ms";
    private static final long LONGEST_DEADLINE = Duration.ofDays(1).toMillis();

    /**
     * The options in the headers {@code X-Priority} and {@code X-Deadline-Ms}.
     *
     * @throws RejectedException if a header has an invalid value
     */
    static RequestOptions of(RoutingContext context) {
        return of(name -> Optional.ofNullable(context.request().getHeader(name)), PRIORITY, DEADLINE, caller(context));
    }

    /**
     * The options in fields of other names.
     *
     * @param fields headers or attributes by name
     * @param priority the name of the priority
     * @param deadline the name of the deadline, in milliseconds
     * @throws RejectedException if a field has an invalid value
     */
    public static RequestOptions of(
            Function<String, Optional<String>> fields, String priority, String deadline, String caller) {
        return new RequestOptions(
                fields.apply(priority).map(word -> priority(priority, word)).orElse(Priority.NORMAL),
                fields.apply(deadline).map(text -> deadline(deadline, text)),
                caller);
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
            // refused below, like a number that is out of range
        }
        throw RejectedException.invalid(name, "must be an integer from 1 to " + LONGEST_DEADLINE);
    }

    /** The caller of a request: the authenticated identity, else the address. */
    public static String caller(RoutingContext context) {
        return subject(context)
                .or(() -> Optional.ofNullable(context.request().remoteAddress()).map(SocketAddress::hostAddress))
                .orElse("unknown");
    }

    /** The authenticated identity of a caller. */
    public static Optional<String> subject(RoutingContext context) {
        return Optional.ofNullable(context.user()).map(User::subject);
    }
}
