/**
 * What operators see of single requests: their spans, by OpenTelemetry, which nothing else knows. It costs next to
 * nothing unless the configuration asks for it.
 */
@NullMarked
package dev.easel.trace;

import org.jspecify.annotations.NullMarked;
