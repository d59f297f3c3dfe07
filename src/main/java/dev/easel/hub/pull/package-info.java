/** {@code ./easel pull}: downloads models from the Hub into its cache. The only package with an HTTP client. */
@NullMarked
package dev.easel.hub.pull;

import org.jspecify.annotations.NullMarked;
