/** From a prompt to embeddings: tokenizers and text encoders. */
@NullMarked
package dev.easel.text;

import org.jspecify.annotations.NullMarked;
