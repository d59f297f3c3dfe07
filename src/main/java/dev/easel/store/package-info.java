/** The image store: images that are too large for an event, and the answers to events, in a folder or a bucket. */
@NullMarked
package dev.easel.store;

import org.jspecify.annotations.NullMarked;
