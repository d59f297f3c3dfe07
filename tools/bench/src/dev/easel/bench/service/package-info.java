/** The packaged service under measurement: processes, what they are set to, and what they tell of themselves. */
package dev.easel.bench.service;
