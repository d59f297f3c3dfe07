/** Image files: reads and writes PNG, JPEG and WebP. A filter takes input files apart before any decoder sees them. */
@NullMarked
package dev.easel.image.file;

import org.jspecify.annotations.NullMarked;
