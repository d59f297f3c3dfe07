/** The objects of Flux CD and Argo CD, limited to the fields that {@code knative/clusters} uses. */
package dev.easel.deploy.gitops;
