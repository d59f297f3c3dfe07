/** What was measured: rounds, percentiles, tables and files. */
package dev.easel.bench.report;
