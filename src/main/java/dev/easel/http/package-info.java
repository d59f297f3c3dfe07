/** The REST resources {@code /generate} and {@code /v1/models}, the description of the API, and problems as answers. */
@NullMarked
package dev.easel.http;

import org.jspecify.annotations.NullMarked;
