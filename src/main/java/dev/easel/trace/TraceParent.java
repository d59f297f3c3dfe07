package dev.easel.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The parent of a request's spans: the span of its HTTP request, or the trace that an event carries. It holds nothing of
 * the request itself. Thread-safe.
 */
public final class TraceParent {
    private static final List<String> FIELDS =
            List.copyOf(W3CTraceContextPropagator.getInstance().fields());

    private final Context context;

    private TraceParent(Context context) {
        this.context = context;
    }

    /** The span that is open where this is called, if there is one. */
    public static TraceParent current() {
        return new TraceParent(Context.current());
    }

    /**
     * The trace that a message carries.
     *
     * @param fields the message's {@code traceparent} and {@code tracestate} of W3C Trace Context, by these names; an
     *     unreadable one counts as absent
     */
    public static TraceParent carriedBy(Function<String, Optional<String>> fields) {
        return new TraceParent(W3CTraceContextPropagator.getInstance().extract(Context.root(), fields, new Fields()));
    }

    /** The id of the trace, 32 hexadecimal digits, if there is one. */
    public Optional<String> traceId() {
        var span = Span.fromContext(context).getSpanContext();
        return span.isValid() ? Optional.of(span.getTraceId()) : Optional.empty();
    }

    /** Adds an attribute to the span of the request; without effect if it has ended, or belongs to another process. */
    public void note(String attribute, String value) {
        Span.fromContext(context).setAttribute(attribute, value);
    }

    Context context() {
        return context;
    }

    private static final class Fields implements TextMapGetter<Function<String, Optional<String>>> {
        @Override
        public Iterable<String> keys(Function<String, Optional<String>> carrier) {
            return FIELDS;
        }

        @Override
        public @Nullable String get(@Nullable Function<String, Optional<String>> carrier, String key) {
            return carrier == null ? null : carrier.apply(key).orElse(null);
        }
    }
}
