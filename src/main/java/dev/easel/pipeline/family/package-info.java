/** The model families: how each opens its components, embeds prompts, guides an image, and does one forward pass. */
@NullMarked
package dev.easel.pipeline.family;

import org.jspecify.annotations.NullMarked;
