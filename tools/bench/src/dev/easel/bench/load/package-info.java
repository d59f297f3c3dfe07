/** The load: callers, their requests and the answers. */
package dev.easel.bench.load;
