package dev.easel.preview;

/**
 * Linear least squares with a ridge term, from sums over the samples: {@code (X'X + n r I) W = X'Y}, solved by
 * Cholesky's method. The last feature is the constant 1, whose weight is the bias and is not shrunk.
 *
 * <p>With a positive ridge there is always a solution, however few or alike the samples are; at least one is needed.
 */
final class RidgeRegression {
    private final int features;
    private final int targets;
    private final double[][] gram;
    private final double[][] moments;
    private int samples;

    RidgeRegression(int features, int targets) {
        this.features = features;
        this.targets = targets;
        this.gram = new double[features][features];
        this.moments = new double[targets][features];
    }

    /** Takes one sample into account. */
    void add(double[] x, double[] y) {
        for (int i = 0; i < features; i++) {
            double[] line = gram[i];
            double factor = x[i];
            for (int j = 0; j <= i; j++) {
                line[j] += factor * x[j];
            }
            for (int target = 0; target < targets; target++) {
                moments[target][i] += factor * y[target];
            }
        }
        samples++;
    }

    /** The weights of each target, [targets][features]. */
    double[][] solve(double ridge) {
        var factor = cholesky(ridge * samples);
        var weights = new double[targets][];
        for (int target = 0; target < targets; target++) {
            weights[target] = backward(factor, forward(factor, moments[target]));
        }
        return weights;
    }

    /** The lower triangle L with {@code L L' = X'X + shrinkage I}. */
    private double[][] cholesky(double shrinkage) {
        var factor = new double[features][features];
        for (int i = 0; i < features; i++) {
            for (int j = 0; j <= i; j++) {
                double rest = gram[i][j];
                for (int k = 0; k < j; k++) {
                    rest -= factor[i][k] * factor[j][k];
                }
                boolean bias = i == features - 1;
                factor[i][j] = i == j ? Math.sqrt(bias ? rest : rest + shrinkage) : rest / factor[j][j];
            }
        }
        return factor;
    }

    private double[] forward(double[][] factor, double[] right) {
        var solution = new double[features];
        for (int i = 0; i < features; i++) {
            double rest = right[i];
            for (int k = 0; k < i; k++) {
                rest -= factor[i][k] * solution[k];
            }
            solution[i] = rest / factor[i][i];
        }
        return solution;
    }

    private double[] backward(double[][] factor, double[] right) {
        var solution = new double[features];
        for (int i = features - 1; i >= 0; i--) {
            double rest = right[i];
            for (int k = i + 1; k < features; k++) {
                rest -= factor[k][i] * solution[k];
            }
            solution[i] = rest / factor[i][i];
        }
        return solution;
    }
}
