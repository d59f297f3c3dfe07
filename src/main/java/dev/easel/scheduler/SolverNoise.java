package dev.easel.scheduler;

import java.util.Optional;

/** The noise levels that the multistep solvers of diffusers, DPM-Solver++ and UniPC, pass through. */
sealed interface SolverNoise {

    /** The noise levels of N steps. Timesteps are whole numbers, as in diffusers. */
    NoiseSchedule schedule(int steps, int imageSequenceLength);

    /** The parts of image and noise at a noise level. */
    SignalNoise at(float sigma);

    /**
     * Noise levels of a model trained on timesteps.
     *
     * @param noise the noise of training
     * @param spacing which of its timesteps are used
     * @param offset added to leading timesteps ({@code steps_offset})
     * @param curve another spacing between the highest and the lowest noise level of training
     * @param rounding how fractional timesteps are rounded
     * @param lastSigma the noise level after the last step
     */
    record Trained(
            TrainingNoise noise,
            TimestepSpacing spacing,
            int offset,
            Optional<SigmaCurve> curve,
            TimestepRounding rounding,
            float lastSigma)
            implements SolverNoise {

        @Override
        public NoiseSchedule schedule(int steps, int imageSequenceLength) {
            return curve.map(c -> curved(c, steps)).orElseGet(() -> spaced(steps));
        }

        private NoiseSchedule spaced(int steps) {
            double[] spaced = spacing.solverTimesteps(steps, noise.timesteps(), offset);
            var sigmas = new float[steps + 1];
            var timesteps = new float[steps];
            for (int i = 0; i < steps; i++) {
                sigmas[i] = (float) noise.sigmaAt(spaced[i]);
                timesteps[i] = (float) spaced[i];
            }
            sigmas[steps] = lastSigma;
            return new NoiseSchedule(sigmas, timesteps);
        }

        private NoiseSchedule curved(SigmaCurve between, int steps) {
            double[] levels = between.between(noise.sigma(noise.timesteps() - 1), noise.sigma(0), steps);
            var sigmas = new float[steps + 1];
            var timesteps = new float[steps];
            for (int i = 0; i < steps; i++) {
                sigmas[i] = (float) levels[i];
                timesteps[i] = rounding.round(noise.timestepAt(levels[i]));
            }
            sigmas[steps] = lastSigma;
            return new NoiseSchedule(sigmas, timesteps);
        }

        @Override
        public SignalNoise at(float sigma) {
            return SignalNoise.preservingVariance(sigma);
        }
    }

    /**
     * Noise levels of a rectified flow ({@code use_flow_sigmas}).
     *
     * @param trainTimesteps the scale of the timesteps
     * @param shift how the noise levels are shifted
     * @param spacing how they are spaced
     */
    record Flow(int trainTimesteps, SigmaShift shift, Spacing spacing) implements SolverNoise {
        private static final double FIRST_STEP = 1e-6;

        /** The two solvers begin differently. */
        enum Spacing {
            /** At the noise level of the last timestep but one. */
            DPM_SOLVER,
            /** At pure noise, less a little that keeps its logarithm finite. */
            UNIPC
        }

        @Override
        public NoiseSchedule schedule(int steps, int imageSequenceLength) {
            double[] spaced = Linspace.numpy(1, 1.0 / trainTimesteps, steps + 1);
            var sigmas = new float[steps + 1];
            var timesteps = new float[steps];
            for (int i = 0; i < steps; i++) {
                double even = spacing == Spacing.UNIPC ? spaced[i] : 1 - spaced[steps - i];
                double sigma = shift.apply(even, imageSequenceLength, Precision.FLOAT64);
                if (spacing == Spacing.UNIPC && i == 0 && Math.abs(sigma - 1) < FIRST_STEP) {
                    sigma -= FIRST_STEP;
                }
                sigmas[i] = (float) sigma;
                timesteps[i] = TimestepRounding.DOWN.round(sigma * trainTimesteps);
            }
            return new NoiseSchedule(sigmas, timesteps);
        }

        @Override
        public SignalNoise at(float sigma) {
            return SignalNoise.flow(sigma);
        }
    }

    /** How fractional timesteps are rounded. */
    enum TimestepRounding {
        NEAREST {
            @Override
            float round(double timestep) {
                return (float) Math.rint(timestep);
            }
        },
        DOWN {
            @Override
            float round(double timestep) {
                return (float) Math.floor(timestep);
            }
        };

        abstract float round(double timestep);
    }
}
