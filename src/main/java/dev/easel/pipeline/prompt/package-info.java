/** Embeddings of prompts, and how they guide an image. */
@NullMarked
package dev.easel.pipeline.prompt;

import org.jspecify.annotations.NullMarked;
