/** Refusals and problem details (RFC 9457), without a dependency on another room. */
@NullMarked
package dev.easel.problem;

import org.jspecify.annotations.NullMarked;
