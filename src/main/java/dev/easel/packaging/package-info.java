/** Makes the shipped package: its AOT cache, joined libraries and unpacked native libraries. */
@NullMarked
package dev.easel.packaging;

import org.jspecify.annotations.NullMarked;
