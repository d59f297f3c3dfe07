package dev.easel.scheduler;

/**
 * The timesteps of training that a generation passes through ({@code timestep_spacing}), from noisy to clean.
 *
 * <p>Source: S. Lin et al., "Common Diffusion Noise Schedules and Sample Steps are Flawed", 2023, table 2, as in
 * Hugging Face diffusers. Where floating point makes diffusers' trailing spacing one step too long (61 of 1000, for
 * instance), this one has the requested number.
 */
enum TimestepSpacing {
    LEADING {
        @Override
        double[] timesteps(int steps, int trainTimesteps, int offset) {
            return multiples(steps - 1, steps, trainTimesteps / steps, offset);
        }

        @Override
        double[] solverTimesteps(int steps, int trainTimesteps, int offset) {
            return multiples(steps, steps, trainTimesteps / (steps + 1), offset);
        }
    },
    TRAILING {
        @Override
        double[] timesteps(int steps, int trainTimesteps, int offset) {
            double start = trainTimesteps;
            // numpy.arange multiplies the difference of its first two elements
            double step = (start - start / steps) - start;
            var timesteps = new double[steps];
            for (int i = 0; i < steps; i++) {
                timesteps[i] = Math.rint(start + i * step) - 1;
            }
            return timesteps;
        }

        @Override
        double[] solverTimesteps(int steps, int trainTimesteps, int offset) {
            return timesteps(steps, trainTimesteps, offset);
        }
    },
    LINSPACE {
        @Override
        double[] timesteps(int steps, int trainTimesteps, int offset) {
            double[] ascending = Linspace.numpy(0, trainTimesteps - 1, steps);
            var timesteps = new double[steps];
            for (int i = 0; i < steps; i++) {
                timesteps[i] = ascending[steps - 1 - i];
            }
            return timesteps;
        }

        @Override
        double[] solverTimesteps(int steps, int trainTimesteps, int offset) {
            double[] ascending = Linspace.numpy(0, trainTimesteps - 1, steps + 1);
            var timesteps = new double[steps];
            for (int i = 0; i < steps; i++) {
                timesteps[i] = Math.rint(ascending[steps - i]);
            }
            return timesteps;
        }
    };

    private static double[] multiples(int highest, int count, int ratio, int offset) {
        var timesteps = new double[count];
        for (int i = 0; i < count; i++) {
            timesteps[i] = (double) (highest - i) * ratio + offset;
        }
        return timesteps;
    }

    /** Timesteps for N steps; between the integers only in linspace. */
    abstract double[] timesteps(int steps, int trainTimesteps, int offset);

    /** Integer timesteps for solvers that space N + 1 of them and leave the last one out. */
    abstract double[] solverTimesteps(int steps, int trainTimesteps, int offset);
}
