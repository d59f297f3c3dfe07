/**
 * Turns a finished picture into a file: PNG, JPEG or WebP, with what made it written inside.
 *
 * <p>Knows nothing of models or HTTP; depends only on the JDK, Adobe's XMP core and a WebP codec.
 */
@NullMarked
package dev.easel.image;

import org.jspecify.annotations.NullMarked;
