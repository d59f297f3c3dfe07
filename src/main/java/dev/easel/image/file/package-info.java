/** Image files: PNG, JPEG and WebP, read, checked and written with metadata. */
@NullMarked
package dev.easel.image.file;

import org.jspecify.annotations.NullMarked;
