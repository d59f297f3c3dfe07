package dev.easel.lora;

/**
 * The update of one module: {@code scale * up @ down}.
 *
 * @param module the module's path with underscores between its names
 * @param down the factor [rank, in], or [rank, in, height, width] of a convolution
 * @param up the factor [out, rank]
 * @param scale alpha / rank; 1 without alpha
 */
record LowRank(String module, Safetensors.Entry down, Safetensors.Entry up, double scale) {

    int rank() {
        return Math.toIntExact(down.extent(0));
    }

    /** The number of rows of the product. */
    int out() {
        return Math.toIntExact(up.extent(0));
    }
}
