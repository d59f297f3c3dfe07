package dev.easel.gpu;

/**
 * What a GPU does at one time; {@code NaN} for what it does not tell, as slices of GPUs do not tell their use.
 *
 * @param utilization the share of the time of late in which it computed, from 0 to 1
 * @param usedBytes memory in use, by all processes
 * @param totalBytes memory there is
 */
record GpuReading(double utilization, double usedBytes, double totalBytes) {
    static final GpuReading NOTHING = new GpuReading(Double.NaN, Double.NaN, Double.NaN);
}
