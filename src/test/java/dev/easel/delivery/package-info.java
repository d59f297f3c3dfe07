/** What brings the service to its clusters: container images, the native build's metadata, workflows and their scripts. */
@NullMarked
package dev.easel.delivery;

import org.jspecify.annotations.NullMarked;
