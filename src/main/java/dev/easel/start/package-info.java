/** From the start of the process to the first picture: what runs before Quarkus, how long it all takes, and training. */
@NullMarked
package dev.easel.start;

import org.jspecify.annotations.NullMarked;
