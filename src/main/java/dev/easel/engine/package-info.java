/** Decides which jobs share the next pass: a bounded queue, and the one thread that owns the sessions. */
@NullMarked
package dev.easel.engine;

import org.jspecify.annotations.NullMarked;
