/** The parts of the Prometheus operator's objects that {@code knative/monitoring} uses, and no other field. */
package dev.easel.deploy.monitoring;
