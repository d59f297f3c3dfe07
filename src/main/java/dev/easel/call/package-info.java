/** What every protocol reads from an HTTP request before any work begins, and how a failure becomes a problem. */
@NullMarked
package dev.easel.call;

import org.jspecify.annotations.NullMarked;
