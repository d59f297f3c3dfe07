package dev.easel.gpu;

/**
 * A GPU that the process may use.
 *
 * @param index its index among all GPUs of the machine, from 0, in the order of the PCI bus
 * @param name the product name
 * @param handle NVML's pointer to it
 */
record Gpu(int index, String name, long handle) {}
