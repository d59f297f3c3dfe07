/**
 * What scale to zero costs: a discrete-event simulation of Knative's autoscaler and of pods that share denoise steps, behind
 * {@code ./easel simulate}; {@code docs/scale-to-zero.md} has its results and what it leaves out. Times are seconds. Rules
 * of Knative Serving are those of its sources at commit 98e5ef9, named where they stand.
 */
package dev.easel.simulator;
