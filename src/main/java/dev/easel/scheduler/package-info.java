/** Noise schedules in the sense of diffusers: the noise levels of a generation, and one step between two of them. */
@NullMarked
package dev.easel.scheduler;

import org.jspecify.annotations.NullMarked;
