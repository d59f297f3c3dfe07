/** What {@code knative/} says: rendered as kubectl does, parsed strictly, and held against itself and the application. */
package dev.easel.deploy;
