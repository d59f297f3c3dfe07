/** Jobs that clients can poll, and their event streams. */
@NullMarked
package dev.easel.job;

import org.jspecify.annotations.NullMarked;
