/** Tests of delivery: container images, metadata of the native build, workflows and their scripts. */
@NullMarked
package dev.easel.delivery;

import org.jspecify.annotations.NullMarked;
