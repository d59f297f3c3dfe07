/** The objects of the Prometheus operator, limited to the fields that {@code knative/monitoring} uses. */
package dev.easel.deploy.monitoring;
