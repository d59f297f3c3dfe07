package dev.easel.scheduler;

/** How the steps of a flow are spaced before they are shifted, which differs between the pipelines of diffusers. */
public enum FlowSpacing {
    /** {@code float32(numpy.linspace(1, 1/N, N))}: the FLUX pipelines. */
    NUMPY(Precision.FLOAT32) {
        @Override
        double[] sigmas(int steps, int trainTimesteps, SigmaShift shift) {
            double[] sigmas = Linspace.numpy(1, 1.0 / steps, steps);
            for (int i = 0; i < steps; i++) {
                sigmas[i] = (float) sigmas[i];
            }
            return sigmas;
        }
    },
    /** {@code torch.linspace(1, 1/N, N)} in float32: the Z-Image pipelines. */
    TORCH(Precision.FLOAT32) {
        @Override
        double[] sigmas(int steps, int trainTimesteps, SigmaShift shift) {
            float[] spaced = Linspace.torch(1, (float) (1.0 / steps), steps);
            var sigmas = new double[steps];
            for (int i = 0; i < steps; i++) {
                sigmas[i] = spaced[i];
            }
            return sigmas;
        }
    },
    /** The scheduler's own: between the noise levels of training, which are already shifted once by a static shift. */
    TRAINED(Precision.FLOAT64) {
        @Override
        double[] sigmas(int steps, int trainTimesteps, SigmaShift shift) {
            double highest = shift.trained(1);
            double lowest = shift.trained(1f / trainTimesteps);
            double[] sigmas = Linspace.numpy(highest * trainTimesteps, lowest * trainTimesteps, steps);
            for (int i = 0; i < steps; i++) {
                sigmas[i] /= trainTimesteps;
            }
            return sigmas;
        }
    };

    private final Precision precision;

    FlowSpacing(Precision precision) {
        this.precision = precision;
    }

    /** The arithmetic of the steps after the spacing. */
    Precision precision() {
        return precision;
    }

    /** The noise levels before the shift, from noisy to clean. */
    abstract double[] sigmas(int steps, int trainTimesteps, SigmaShift shift);
}
