/** HTTP: /generate, /v1/models, stored images, bodies, and problems as answers. */
@NullMarked
package dev.easel.http;

import org.jspecify.annotations.NullMarked;
