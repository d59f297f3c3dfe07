package dev.easel.scheduler;

/**
 * The arithmetic in which diffusers computes a flow's noise levels; rounding after each operation gives the same bits.
 */
enum Precision {
    /** numpy arrays of float32. */
    FLOAT32 {
        @Override
        double round(double value) {
            return (float) value;
        }
    },
    /** numpy arrays of float64. */
    FLOAT64 {
        @Override
        double round(double value) {
            return value;
        }
    };

    abstract double round(double value);
}
