/** The Funqy functions, and every workaround that Funqy needs. */
@NullMarked
package dev.easel.function;

import org.jspecify.annotations.NullMarked;
