/**
 * The simulator behind {@code ./easel simulate}: a discrete-event simulation of Knative's autoscaler and of pods that share
 * denoise passes; {@code docs/scale-to-zero.md} has results and limits. Times are seconds. The rules of Knative Serving
 * follow its sources at commit 98e5ef9; comments name the files.
 */
package dev.easel.simulator;
