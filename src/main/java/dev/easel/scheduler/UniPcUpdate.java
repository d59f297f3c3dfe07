package dev.easel.scheduler;

import dev.easel.tensor.FloatTensor;
import java.util.ArrayList;
import java.util.List;

/**
 * One update of UniPC from a step to the next, of a certain order: with the earlier predictions of the clean
 * latents (predictor), or also with the prediction after it (corrector). B(h) is {@code e^h - 1} ({@code bh2}).
 *
 * <p>Source: W. Zhao et al., "UniPC: A Unified Predictor-Corrector Framework for Fast Sampling of Diffusion Models",
 * 2023, algorithms 1 and 2, in diffusers' order of operations.
 */
final class UniPcUpdate {
    private final int order;
    private final float sampleWeight;
    private final float originalWeight;
    private final float[] ratios;
    private final double[] targets;

    UniPcUpdate(SolverSpace space, NoiseSchedule schedule, int from, int order) {
        this.order = order;
        var to = space.at(schedule, from + 1);
        var start = space.at(schedule, from);
        float h = to.lambda() - start.lambda();
        float growth = (float) Math.expm1(-h);
        this.sampleWeight = to.sigma() / start.sigma();
        this.originalWeight = to.alpha() * growth;
        this.ratios = new float[order];
        for (int k = 1; k < order; k++) {
            ratios[k - 1] = (space.at(schedule, from - k).lambda() - start.lambda()) / h;
        }
        ratios[order - 1] = 1;
        this.targets = targets(-h, growth, order);
    }

    private static double[] targets(float hh, float growth, int order) {
        var targets = new double[order];
        float phi = growth / hh - 1;
        float factorial = 1;
        for (int k = 1; k <= order; k++) {
            targets[k - 1] = phi * factorial / growth;
            factorial *= k + 1;
            phi = phi / hh - 1 / factorial;
        }
        return targets;
    }

    /** The sample after the step. */
    FloatTensor predict(FloatTensor sample, List<FloatTensor> known) {
        float[] weights = order == 2 ? new float[] {0.5f} : weights(order - 1);
        return combined(sample, known.getFirst(), differences(known), weights);
    }

    /** The sample after the step, with the prediction of the clean latents there. */
    FloatTensor correct(FloatTensor sample, List<FloatTensor> known, FloatTensor after) {
        float[] weights = order == 1 ? new float[] {0.5f} : weights(order);
        var differences = new ArrayList<>(differences(known));
        differences.add(Elementwise.map(after, known.getFirst(), (m, m0) -> m - m0));
        return combined(sample, known.getFirst(), differences, weights);
    }

    /** {@code (m_k - m_0) / r_k}, the latest first. */
    private List<FloatTensor> differences(List<FloatTensor> known) {
        var differences = new ArrayList<FloatTensor>();
        for (int k = 1; k < order; k++) {
            float ratio = ratios[k - 1];
            differences.add(Elementwise.map(known.get(k), known.getFirst(), (m, m0) -> (m - m0) / ratio));
        }
        return differences;
    }

    private FloatTensor combined(
            FloatTensor sample, FloatTensor latest, List<FloatTensor> differences, float[] weights) {
        var first = Elementwise.map(sample, latest, (x, m0) -> sampleWeight * x - originalWeight * m0);
        if (differences.isEmpty()) {
            return first;
        }
        var sum = Elementwise.map(differences.getFirst(), d -> weights[0] * d);
        for (int k = 1; k < differences.size(); k++) {
            float weight = weights[k];
            sum = Elementwise.map(sum, differences.get(k), (s, d) -> s + weight * d);
        }
        return Elementwise.map(first, sum, (x, s) -> x - originalWeight * s);
    }

    /** The weights w with {@code sum over k of r_k^i * w_k = b_i} for each power i below the size. */
    private float[] weights(int size) {
        var rows = new double[size][size + 1];
        for (int i = 0; i < size; i++) {
            for (int k = 0; k < size; k++) {
                rows[i][k] = Math.pow(ratios[k], i);
            }
            rows[i][size] = targets[i];
        }
        return eliminated(rows);
    }

    /** Gauss-Jordan elimination; the ratios differ, so that no pivot of this Vandermonde matrix is zero. */
    private static float[] eliminated(double[][] rows) {
        int size = rows.length;
        for (int pivot = 0; pivot < size; pivot++) {
            for (int i = 0; i < size; i++) {
                double factor = i == pivot ? 0 : rows[i][pivot] / rows[pivot][pivot];
                for (int k = pivot; k <= size; k++) {
                    rows[i][k] -= factor * rows[pivot][k];
                }
            }
        }
        var solution = new float[size];
        for (int i = 0; i < size; i++) {
            solution[i] = (float) (rows[i][size] / rows[i][i]);
        }
        return solution;
    }
}
