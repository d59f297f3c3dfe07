/** Dense arrays with a shape, half-precision conversion, and the random numbers of torch. */
@NullMarked
package dev.easel.tensor;

import org.jspecify.annotations.NullMarked;
