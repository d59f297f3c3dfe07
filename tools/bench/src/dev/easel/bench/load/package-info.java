/** The load: who asks for what and when, and what each heard. */
package dev.easel.bench.load;
