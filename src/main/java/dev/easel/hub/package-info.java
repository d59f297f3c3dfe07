/** The model store: a model by its id in the Hugging Face Hub's cache, and {@code ./easel pull}, which fetches it. */
@NullMarked
package dev.easel.hub;

import org.jspecify.annotations.NullMarked;
