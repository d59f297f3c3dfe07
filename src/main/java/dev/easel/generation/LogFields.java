package dev.easel.generation;

import dev.easel.trace.TraceParent;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.MDC;

/** Fields of the lines that this thread logs, for logs in JSON; lines of text say the same in words. */
final class LogFields implements AutoCloseable {
    /** The name that Quarkus gives it where a span is open. */
    private static final String TRACE_ID = "traceId";

    private final List<String> names = new ArrayList<>();

    /** The request's id, and that of its trace if it has one. */
    static LogFields of(String requestId, TraceParent trace) {
        var fields = new LogFields().with("request_id", requestId);
        trace.traceId().ifPresent(id -> fields.with(TRACE_ID, id));
        return fields;
    }

    /** One more; without effect if there is one of that name, which is then somebody else's to remove. */
    LogFields with(String name, Object value) {
        if (MDC.get(name) == null) {
            MDC.put(name, value.toString());
            names.add(name);
        }
        return this;
    }

    @Override
    public void close() {
        names.forEach(MDC::remove);
    }
}
