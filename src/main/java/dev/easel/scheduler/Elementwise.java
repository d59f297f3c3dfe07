package dev.easel.scheduler;

import dev.easel.tensor.FloatTensor;

/** Arithmetic on each element of tensors of one shape, in float32. */
final class Elementwise {
    private Elementwise() {}

    /** A function of one element. */
    @FunctionalInterface
    interface Unary {
        float of(float a);
    }

    /** A function of two elements. */
    @FunctionalInterface
    interface Binary {
        float of(float a, float b);
    }

    /** A function of three elements. */
    @FunctionalInterface
    interface Ternary {
        float of(float a, float b, float c);
    }

    static FloatTensor map(FloatTensor a, Unary function) {
        float[] x = a.data();
        var result = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            result[i] = function.of(x[i]);
        }
        return FloatTensor.of(a.shape(), result);
    }

    static FloatTensor map(FloatTensor a, FloatTensor b, Binary function) {
        requireOneShape(a, b);
        float[] x = a.data();
        float[] y = b.data();
        var result = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            result[i] = function.of(x[i], y[i]);
        }
        return FloatTensor.of(a.shape(), result);
    }

    static FloatTensor map(FloatTensor a, FloatTensor b, FloatTensor c, Ternary function) {
        requireOneShape(a, b);
        requireOneShape(a, c);
        float[] x = a.data();
        float[] y = b.data();
        float[] z = c.data();
        var result = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            result[i] = function.of(x[i], y[i], z[i]);
        }
        return FloatTensor.of(a.shape(), result);
    }

    private static void requireOneShape(FloatTensor a, FloatTensor b) {
        if (!a.shape().equals(b.shape())) {
            throw new IllegalArgumentException(b.shape() + " beside " + a.shape());
        }
    }
}
