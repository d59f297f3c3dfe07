/**
 * Files and pixels: reads the PNG, JPEG and WebP that callers send, prepares images and masks as PIL and diffusers do,
 * and turns a finished image into a file with what made it written inside.
 *
 * <p>Knows nothing of models or HTTP; depends only on the JDK, Adobe's XMP core and a WebP codec.
 */
@NullMarked
package dev.easel.image;

import org.jspecify.annotations.NullMarked;
