/** What NVIDIA's GPUs tell of themselves, by their management library (NVML); nothing where there is none. */
@NullMarked
package dev.easel.gpu;

import org.jspecify.annotations.NullMarked;
