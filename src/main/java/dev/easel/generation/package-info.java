/** From a parsed request to an encoded image: all that protocols share. */
@NullMarked
package dev.easel.generation;

import org.jspecify.annotations.NullMarked;
