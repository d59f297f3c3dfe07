package dev.easel.scheduler;

/**
 * How a flow-matching schedule moves its evenly spaced noise levels towards the noisy end.
 *
 * <p>Source: {@code FlowMatchEulerDiscreteScheduler} and {@code calculate_shift} of Hugging Face diffusers.
 */
public sealed interface SigmaShift {

    /** The shifted noise level, in float32 arithmetic as in diffusers. */
    float apply(float sigma, int imageSequenceLength);

    /** The same shift for every picture: {@code shift * s / (1 + (shift - 1) * s)}. */
    record Static(float shift) implements SigmaShift {
        @Override
        public float apply(float sigma, int imageSequenceLength) {
            return shift * sigma / (1 + (shift - 1) * sigma);
        }
    }

    /**
     * A shift that grows with the picture: {@code e^mu / (e^mu + 1/s - 1)}, where mu is linear in the number of image
     * tokens and passes through ({@code baseImageSequenceLength}, {@code baseShift}) and ({@code
     * maxImageSequenceLength}, {@code maxShift}).
     */
    record Dynamic(double baseShift, double maxShift, int baseImageSequenceLength, int maxImageSequenceLength)
            implements SigmaShift {
        @Override
        public float apply(float sigma, int imageSequenceLength) {
            float scale = (float) Math.exp(mu(imageSequenceLength));
            return scale / (scale + (1 / sigma - 1));
        }

        /** The exponent for a number of image tokens, in double precision. */
        public double mu(int imageSequenceLength) {
            double slope = (maxShift - baseShift) / (maxImageSequenceLength - baseImageSequenceLength);
            return imageSequenceLength * slope + (baseShift - slope * baseImageSequenceLength);
        }
    }
}
