/**
 * The spans of requests, by OpenTelemetry, and the fields of their log lines. Spans cost next to nothing unless the
 * configuration turns them on.
 */
@NullMarked
package dev.easel.trace;

import org.jspecify.annotations.NullMarked;
