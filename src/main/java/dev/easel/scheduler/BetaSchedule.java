package dev.easel.scheduler;

/** How noise grew over the timesteps of training ({@code beta_schedule}), in float32 as in diffusers. */
enum BetaSchedule {
    LINEAR {
        @Override
        float[] betas(double start, double end, int trainTimesteps) {
            return Linspace.torch((float) start, (float) end, trainTimesteps);
        }
    },
    SCALED_LINEAR {
        @Override
        float[] betas(double start, double end, int trainTimesteps) {
            float[] betas = Linspace.torch((float) Math.sqrt(start), (float) Math.sqrt(end), trainTimesteps);
            for (int t = 0; t < trainTimesteps; t++) {
                betas[t] *= betas[t];
            }
            return betas;
        }
    },
    /** A. Nichol and P. Dhariwal, "Improved Denoising Diffusion Probabilistic Models", 2021, equation 17. */
    SQUAREDCOS_CAP_V2 {
        @Override
        float[] betas(double start, double end, int trainTimesteps) {
            var betas = new float[trainTimesteps];
            for (int t = 0; t < trainTimesteps; t++) {
                double ratio = alphaBar((t + 1.0) / trainTimesteps) / alphaBar((double) t / trainTimesteps);
                betas[t] = (float) Math.min(1 - ratio, MAX_BETA);
            }
            return betas;
        }
    };

    private static final double MAX_BETA = 0.999;
    private static final double OFFSET = 0.008;

    abstract float[] betas(double start, double end, int trainTimesteps);

    private static double alphaBar(double time) {
        double cosine = Math.cos((time + OFFSET) / (1 + OFFSET) * Math.PI / 2);
        return cosine * cosine;
    }
}
