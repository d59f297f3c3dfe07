/** The catalogue of request parameters: each is declared once, with its limits, its needs and its words. */
@NullMarked
package dev.easel.request.parameter;

import org.jspecify.annotations.NullMarked;
