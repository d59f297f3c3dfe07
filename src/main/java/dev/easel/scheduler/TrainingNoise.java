package dev.easel.scheduler;

/**
 * The noise of training at each of its timesteps: {@code x_t = sqrt(alphaCumprod) * x_0 + sqrt(1 - alphaCumprod) *
 * noise}. Immutable; float32 as in diffusers, where the cumulative product is summed up in double.
 */
final class TrainingNoise {
    private static final float NEARLY_ZERO = 0x1p-24f;
    private static final double LOWEST_SIGMA = 1e-10;

    private final float[] alphasCumprod;
    private final float[] logSigmas;

    private TrainingNoise(float[] alphasCumprod) {
        this.alphasCumprod = alphasCumprod;
        this.logSigmas = new float[alphasCumprod.length];
        for (int t = 0; t < logSigmas.length; t++) {
            logSigmas[t] = (float) Math.log(sigma(t));
        }
    }

    /** The noise of these betas, one for each timestep of training. */
    static TrainingNoise of(float[] betas, TerminalSnr terminal) {
        if (terminal == TerminalSnr.AS_TRAINED) {
            return new TrainingNoise(cumulativeProduct(betas));
        }
        float[] alphasCumprod = cumulativeProduct(withoutTerminalSignal(cumulativeProduct(betas)));
        if (terminal == TerminalSnr.NEARLY_ZERO) {
            alphasCumprod[alphasCumprod.length - 1] = NEARLY_ZERO;
        }
        return new TrainingNoise(alphasCumprod);
    }

    private static float[] cumulativeProduct(float[] betas) {
        var products = new float[betas.length];
        double product = 1;
        for (int t = 0; t < betas.length; t++) {
            product *= 1 - betas[t];
            products[t] = (float) product;
        }
        return products;
    }

    /**
     * Betas whose last timestep is pure noise: S. Lin et al., "Common Diffusion Noise Schedules and Sample Steps are
     * Flawed", 2023, algorithm 1.
     */
    private static float[] withoutTerminalSignal(float[] alphasCumprod) {
        int count = alphasCumprod.length;
        float first = (float) Math.sqrt(alphasCumprod[0]);
        float last = (float) Math.sqrt(alphasCumprod[count - 1]);
        float scale = first / (first - last);
        var betas = new float[count];
        float before = 1;
        for (int t = 0; t < count; t++) {
            float signal = ((float) Math.sqrt(alphasCumprod[t]) - last) * scale;
            float now = signal * signal;
            betas[t] = 1 - now / before;
            before = now;
        }
        return betas;
    }

    /** The number of timesteps of training. */
    int timesteps() {
        return alphasCumprod.length;
    }

    /** The image's part of the variance. */
    float alphaCumprod(int timestep) {
        return alphasCumprod[timestep];
    }

    /** Noise over image: {@code sqrt((1 - alphaCumprod) / alphaCumprod)}; infinite if nothing of the image is left. */
    float sigma(int timestep) {
        return (float) Math.sqrt((1 - alphasCumprod[timestep]) / alphasCumprod[timestep]);
    }

    /** The noise level between two timesteps, interpolated linearly and constant beyond the ends. */
    double sigmaAt(double timestep) {
        int last = timesteps() - 1;
        if (timestep <= 0 || timestep >= last) {
            return sigma(timestep <= 0 ? 0 : last);
        }
        int low = (int) timestep;
        return ((double) sigma(low + 1) - sigma(low)) * (timestep - low) + sigma(low);
    }

    /** The timestep of a noise level, interpolated linearly in its logarithm. */
    double timestepAt(double sigma) {
        double log = Math.log(Math.max(sigma, LOWEST_SIGMA));
        int low = timesteps() - 2;
        while (low > 0 && logSigmas[low] > log) {
            low--;
        }
        double weight = (logSigmas[low] - log) / (logSigmas[low] - logSigmas[low + 1]);
        double clipped = Math.clamp(weight, 0.0, 1.0);
        return (1 - clipped) * low + clipped * (low + 1);
    }
}
