/** Latents to pixels. */
@NullMarked
package dev.easel.vae;

import org.jspecify.annotations.NullMarked;
