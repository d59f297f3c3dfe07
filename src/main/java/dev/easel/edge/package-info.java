/** Protocols in, pictures and problems out. */
@NullMarked
package dev.easel.edge;

import org.jspecify.annotations.NullMarked;
