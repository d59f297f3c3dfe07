/** Noise schedules in the sense of diffusers: which sigmas a generation passes through, and one step between two of them. */
@NullMarked
package dev.easel.scheduler;

import org.jspecify.annotations.NullMarked;
