package dev.easel.scheduler;

import dev.easel.tensor.FloatTensor;

/**
 * What the model predicts of a sample {@code x = alpha * x_0 + sigma * noise} ({@code prediction_type}).
 *
 * <p>Sources: J. Ho et al., "Denoising Diffusion Probabilistic Models", 2020; T. Salimans and J. Ho, "Progressive
 * Distillation for Fast Sampling of Diffusion Models", 2022 (v); Y. Lipman et al., "Flow Matching for Generative
 * Modeling", 2022; in diffusers' order of operations.
 */
enum Prediction {
    /** The noise. */
    EPSILON {
        @Override
        FloatTensor original(FloatTensor sample, FloatTensor output, float alpha, float sigma) {
            return Elementwise.map(sample, output, (x, e) -> (x - sigma * e) / alpha);
        }

        @Override
        FloatTensor noise(FloatTensor sample, FloatTensor output, float alpha, float sigma) {
            return output;
        }

        @Override
        FloatTensor explodingOriginal(FloatTensor sample, FloatTensor output, float sigma) {
            return Elementwise.map(sample, output, (x, e) -> x - sigma * e);
        }
    },
    /** {@code alpha * noise - sigma * x_0}. */
    V_PREDICTION {
        @Override
        FloatTensor original(FloatTensor sample, FloatTensor output, float alpha, float sigma) {
            return Elementwise.map(sample, output, (x, v) -> alpha * x - sigma * v);
        }

        @Override
        FloatTensor noise(FloatTensor sample, FloatTensor output, float alpha, float sigma) {
            return Elementwise.map(sample, output, (x, v) -> alpha * v + sigma * x);
        }

        @Override
        FloatTensor explodingOriginal(FloatTensor sample, FloatTensor output, float sigma) {
            float variance = sigma * sigma + 1;
            float slope = -sigma / (float) Math.sqrt(variance);
            return Elementwise.map(sample, output, (x, v) -> v * slope + x / variance);
        }
    },
    /** {@code noise - x_0}, where {@code alpha = 1 - sigma}. */
    FLOW_PREDICTION {
        @Override
        FloatTensor original(FloatTensor sample, FloatTensor output, float alpha, float sigma) {
            return Elementwise.map(sample, output, (x, v) -> x - sigma * v);
        }

        @Override
        FloatTensor noise(FloatTensor sample, FloatTensor output, float alpha, float sigma) {
            return Elementwise.map(sample, output, (x, v) -> x + alpha * v);
        }

        @Override
        FloatTensor explodingOriginal(FloatTensor sample, FloatTensor output, float sigma) {
            throw new IllegalStateException("a flow has no samples of exploding variance");
        }
    };

    /** The clean latents that an output points to. */
    abstract FloatTensor original(FloatTensor sample, FloatTensor output, float alpha, float sigma);

    /** The noise that an output implies. */
    abstract FloatTensor noise(FloatTensor sample, FloatTensor output, float alpha, float sigma);

    /** The clean latents for a sample {@code x = x_0 + sigma * noise}, which the model took scaled. */
    abstract FloatTensor explodingOriginal(FloatTensor sample, FloatTensor output, float sigma);
}
