/** The parts of Flux CD's and Argo CD's objects that {@code knative/clusters} uses, and no other field. */
package dev.easel.deploy.gitops;
