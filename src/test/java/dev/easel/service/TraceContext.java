package dev.easel.service;

import java.util.concurrent.ThreadLocalRandom;

/** The trace of a caller, as W3C Trace Context has it. */
record TraceContext(String traceId) {
    /** The caller's own span. */
    static final String PARENT_ID = "00f067aa0ba902b7";

    static TraceContext random() {
        return new TraceContext("%016x%016x"
                .formatted(
                        ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE),
                        ThreadLocalRandom.current().nextLong()));
    }

    /** The value of the header of this name. */
    String traceparent() {
        return "00-" + traceId + "-" + PARENT_ID + "-01";
    }
}
