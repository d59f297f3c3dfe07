/** What a caller may ask for: parameters, presets, and the reasons to refuse. */
@NullMarked
package dev.easel.request;

import org.jspecify.annotations.NullMarked;
