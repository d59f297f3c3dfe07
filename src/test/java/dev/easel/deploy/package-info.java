/** Tests of {@code knative/}: rendered by kubectl, parsed strictly, and checked for consistency. */
package dev.easel.deploy;
