/** Finds models in the Hugging Face Hub's cache on this machine. It reads files and never downloads any. */
@NullMarked
package dev.easel.hub;

import org.jspecify.annotations.NullMarked;
