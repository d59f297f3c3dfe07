/** Measurements by round, their percentiles, tables and result files. */
package dev.easel.bench.report;
