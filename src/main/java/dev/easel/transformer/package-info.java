/** One forward pass of the denoising network. */
@NullMarked
package dev.easel.transformer;

import org.jspecify.annotations.NullMarked;
