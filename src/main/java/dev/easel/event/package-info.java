/** CloudEvents: what a request must say, and what answers say. Knows no protocol; HTTP is for {@code edge}. */
@NullMarked
package dev.easel.event;

import org.jspecify.annotations.NullMarked;
