/** The benchmark behind {@code ./easel bench}; {@code bench/README.md} says what each section measures. */
package dev.easel.bench;
