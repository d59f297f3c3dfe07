package dev.easel.trace;

import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.MDC;

/** Fields of the lines that this thread logs, for logs in JSON; lines of text have the same in words. */
public final class LogFields implements AutoCloseable {
    /** The name that Quarkus gives it where a span is open. */
    private static final String TRACE_ID = "traceId";

    private final List<String> names = new ArrayList<>();

    private LogFields() {}

    /** The request's id, and that of its trace if it has one. */
    public static LogFields of(RequestTrace trace) {
        var fields = new LogFields().with("request_id", trace.requestId());
        trace.parent().traceId().ifPresent(id -> fields.with(TRACE_ID, id));
        return fields;
    }

    /** Adds a field; without effect if another owner has already set it. */
    public LogFields with(String name, Object value) {
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
