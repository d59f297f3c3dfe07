/** From a call to encoded images: what all protocols share. */
@NullMarked
package dev.easel.generation;

import org.jspecify.annotations.NullMarked;
