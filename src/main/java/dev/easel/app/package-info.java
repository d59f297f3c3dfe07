/**
 * The process: {@code Main}, the wiring of every room, lifecycles, health, {@code ./easel config}, and how long a start
 * took. It uses every room, and no room uses it.
 */
@NullMarked
package dev.easel.app;

import org.jspecify.annotations.NullMarked;
