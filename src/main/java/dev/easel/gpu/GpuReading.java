package dev.easel.gpu;

/**
 * The state of a GPU at one time; {@code NaN} for unknown values: a slice of a GPU does not report its utilization.
 *
 * @param utilization the share of recent time in which it computed, from 0 to 1
 * @param usedBytes memory in use, by all processes
 * @param totalBytes memory of the GPU
 */
record GpuReading(double utilization, double usedBytes, double totalBytes) {
    static final GpuReading NOTHING = new GpuReading(Double.NaN, Double.NaN, Double.NaN);
}
