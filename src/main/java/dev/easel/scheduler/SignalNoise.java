package dev.easel.scheduler;

/**
 * The parts of image and noise in a sample {@code x = alpha * x_0 + sigma * noise}.
 *
 * @param alpha the image's part
 * @param sigma the noise's part
 */
record SignalNoise(float alpha, float sigma) {

    /** At a noise level of {@code sigma / alpha} where the squares add up to one. */
    static SignalNoise preservingVariance(float level) {
        float alpha = 1 / (float) Math.sqrt(level * level + 1);
        return new SignalNoise(alpha, level * alpha);
    }

    /** On the straight line from image to noise. */
    static SignalNoise flow(float level) {
        return new SignalNoise(1 - level, level);
    }

    /** Half the logarithm of the signal-to-noise ratio; infinite without noise. */
    float lambda() {
        return (float) Math.log(alpha) - (float) Math.log(sigma);
    }
}
