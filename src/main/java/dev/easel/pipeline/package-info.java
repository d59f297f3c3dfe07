/** One class per model family: encode prompts, prepare latents, denoise one step for many rows, decode. */
@NullMarked
package dev.easel.pipeline;

import org.jspecify.annotations.NullMarked;
