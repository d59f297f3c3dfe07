package dev.easel.trace;

/**
 * What names a request in logs and traces.
 *
 * @param requestId the request's id
 * @param parent the parent of its spans
 */
public record RequestTrace(String requestId, TraceParent parent) {}
