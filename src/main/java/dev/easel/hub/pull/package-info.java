/** {@code ./easel pull}: downloads models from the Hub into its cache. */
@NullMarked
package dev.easel.hub.pull;

import org.jspecify.annotations.NullMarked;
