package dev.easel.scheduler;

import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * Other spacings of noise levels between the highest and the lowest.
 *
 * <p>Sources: T. Karras et al., "Elucidating the Design Space of Diffusion-Based Generative Models", 2022, equation 5
 * with rho 7; "Beta Sampling is All You Need", 2024, with alpha and beta 0.6; both as in Hugging Face diffusers.
 */
enum SigmaCurve {
    /** {@code use_karras_sigmas}. */
    KARRAS {
        @Override
        double[] between(double highest, double lowest, int count) {
            double from = Math.pow(highest, 1 / RHO);
            double to = Math.pow(lowest, 1 / RHO);
            double[] sigmas = Linspace.numpy(0, 1, count);
            for (int i = 0; i < count; i++) {
                sigmas[i] = Math.pow(from + sigmas[i] * (to - from), RHO);
            }
            return sigmas;
        }
    },
    /** {@code use_exponential_sigmas}. */
    EXPONENTIAL {
        @Override
        double[] between(double highest, double lowest, int count) {
            double[] sigmas = Linspace.numpy(Math.log(highest), Math.log(lowest), count);
            for (int i = 0; i < count; i++) {
                sigmas[i] = Math.exp(sigmas[i]);
            }
            return sigmas;
        }
    },
    /** {@code use_beta_sigmas}. */
    BETA {
        @Override
        double[] between(double highest, double lowest, int count) {
            var distribution = BetaDistribution.of(BETA_SHAPE, BETA_SHAPE);
            double[] sigmas = Linspace.numpy(0, 1, count);
            for (int i = 0; i < count; i++) {
                sigmas[i] = lowest + distribution.inverseCumulativeProbability(1 - sigmas[i]) * (highest - lowest);
            }
            return sigmas;
        }
    };

    private static final double RHO = 7;
    private static final double BETA_SHAPE = 0.6;

    /** Noise levels from the highest to the lowest, in double precision. */
    abstract double[] between(double highest, double lowest, int count);
}
