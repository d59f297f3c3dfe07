/** Model folders: layout, JSON files, digests and types of weights. */
@NullMarked
package dev.easel.model;

import org.jspecify.annotations.NullMarked;
