/** Previews: colours of latents without the decoder. */
@NullMarked
package dev.easel.preview;

import org.jspecify.annotations.NullMarked;
