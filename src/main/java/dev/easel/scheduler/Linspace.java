package dev.easel.scheduler;

/** Evenly spaced numbers as numpy and torch compute them; they differ in the last digit. */
final class Linspace {
    private Linspace() {}

    /** {@code numpy.linspace(start, end, count)} in float64. */
    static double[] numpy(double start, double end, int count) {
        var values = new double[count];
        double step = (end - start) / Math.max(1, count - 1);
        for (int i = 0; i < count; i++) {
            values[i] = i * step + start;
        }
        if (count > 1) {
            values[count - 1] = end;
        }
        return values;
    }

    /** {@code torch.linspace(start, end, count)} in float32, whose second half counts back from the end. */
    static float[] torch(float start, float end, int count) {
        var values = new float[count];
        float step = (end - start) / Math.max(1, count - 1);
        for (int i = 0; i < count; i++) {
            values[i] = i < count / 2 || count == 1 ? start + step * i : end - step * (count - 1 - i);
        }
        return values;
    }
}
