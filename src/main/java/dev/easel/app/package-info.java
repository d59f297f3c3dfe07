/** The process: its first lines, the wiring of every room, lifecycles, health, and how long a start took. */
@NullMarked
package dev.easel.app;

import org.jspecify.annotations.NullMarked;
