package dev.easel.lora;

import dev.easel.graph.Initializer;

/**
 * A module's weight in a graph.
 *
 * @param weight the initializer
 * @param layout which axis is which
 * @param uses how many operators read it
 */
record ModuleWeight(Initializer weight, Layout layout, long uses) {

    /** Which axis of a weight is which. */
    enum Layout {
        /** [out, in] as in torch, or [out, in, height, width]. */
        OUT_IN,
        /** [in, out]: exporters transpose a linear layer's weight for MatMul. */
        IN_OUT;

        Layout transposed() {
            return this == OUT_IN ? IN_OUT : OUT_IN;
        }
    }

    /** The module's output features. */
    int out() {
        return Math.toIntExact(weight.extents().get(layout == Layout.OUT_IN ? 0 : 1));
    }

    /** The module's inputs: features, times the kernel's area for a convolution. */
    int in() {
        return Math.toIntExact(weight.elements() / out());
    }

    /** Whether a down factor has this module's inputs. */
    boolean takes(Safetensors.Entry down) {
        if (layout == Layout.IN_OUT || weight.extents().size() == 2) {
            return down.extent(1) == in() && down.elements() == down.extent(0) * in();
        }
        for (int axis = 1; axis < weight.extents().size(); axis++) {
            if (down.extent(axis) != weight.extents().get(axis)) {
                return false;
            }
        }
        return down.extents().size() <= weight.extents().size();
    }
}
