/** Who runs in the next denoise step: a bounded queue and the one thread that owns the sessions. */
@NullMarked
package dev.easel.engine;

import org.jspecify.annotations.NullMarked;
