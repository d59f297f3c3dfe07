/**
 * Pixels: resizes, turns and flattens images, and prepares masks, exactly as PIL and diffusers do. Depends only on the JDK.
 */
@NullMarked
package dev.easel.image;

import org.jspecify.annotations.NullMarked;
