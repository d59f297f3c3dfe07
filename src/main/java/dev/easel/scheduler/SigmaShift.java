package dev.easel.scheduler;

/**
 * How a flow-matching schedule shifts its evenly spaced noise levels towards the noisy end.
 *
 * <p>Source: {@code FlowMatchEulerDiscreteScheduler} and {@code calculate_shift} of Hugging Face diffusers.
 */
sealed interface SigmaShift {

    /** The shifted noise level. */
    double apply(double sigma, int imageSequenceLength, Precision precision);

    /** The noise level of training that diffusers uses instead when it spaces the steps itself. */
    float trained(float sigma);

    /** The same shift for every image: {@code shift * s / (1 + (shift - 1) * s)}. */
    record Static(double shift) implements SigmaShift {
        @Override
        public double apply(double sigma, int imageSequenceLength, Precision precision) {
            double scale = precision.round(shift);
            double slope = precision.round(precision.round(shift - 1) * sigma);
            return precision.round(precision.round(scale * sigma) / precision.round(1 + slope));
        }

        @Override
        public float trained(float sigma) {
            return (float) apply(sigma, 1, Precision.FLOAT32);
        }
    }

    /**
     * A shift that grows with the image: {@code k / (k + 1/s - 1)}, where {@code k} comes from mu, and mu is linear in
     * the number of image tokens and passes through ({@code baseImageSequenceLength}, {@code baseShift}) and ({@code
     * maxImageSequenceLength}, {@code maxShift}).
     */
    record Dynamic(
            double baseShift, double maxShift, int baseImageSequenceLength, int maxImageSequenceLength, TimeShift type)
            implements SigmaShift {
        @Override
        public double apply(double sigma, int imageSequenceLength, Precision precision) {
            double scale = precision.round(type.scale(mu(imageSequenceLength)));
            double odds = precision.round(precision.round(1 / sigma) - 1);
            return precision.round(scale / precision.round(scale + odds));
        }

        @Override
        public float trained(float sigma) {
            return sigma;
        }

        /** Mu for a number of image tokens, in double precision. */
        double mu(int imageSequenceLength) {
            double slope = (maxShift - baseShift) / (maxImageSequenceLength - baseImageSequenceLength);
            return imageSequenceLength * slope + (baseShift - slope * baseImageSequenceLength);
        }
    }

    /** How a dynamic shift follows mu ({@code time_shift_type}). */
    enum TimeShift {
        EXPONENTIAL {
            @Override
            double scale(double mu) {
                return Math.exp(mu);
            }
        },
        LINEAR {
            @Override
            double scale(double mu) {
                return mu;
            }
        };

        abstract double scale(double mu);
    }
}
