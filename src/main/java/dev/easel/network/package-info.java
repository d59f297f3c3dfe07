/** One forward pass of the denoising network. */
@NullMarked
package dev.easel.network;

import org.jspecify.annotations.NullMarked;
