package dev.easel.scheduler;

/**
 * The weights of one step of DPM-Solver++: {@code sample * x + original * m0 + slope * D1 + curvature * D2 + noise *
 * n}, where m0 is the latest prediction of the clean latents and D1 and D2 are differences of the latest predictions.
 */
record DpmSolverWeights(float sample, float original, float slope, float curvature, float noise) {

    /** Along the probability flow, from one noise level to the next, with h the growth of lambda. */
    static DpmSolverWeights ode(SignalNoise from, SignalNoise to, float h, DpmSolverType type) {
        float decay = exp(-h) - 1;
        float slope = type == DpmSolverType.MIDPOINT ? -0.5f * (to.alpha() * decay) : to.alpha() * (decay / h + 1);
        float curvature = -(to.alpha() * ((decay + h) / (h * h) - 0.5f));
        return new DpmSolverWeights(to.sigma() / from.sigma(), -(to.alpha() * decay), slope, curvature, 0);
    }

    /** Along the reverse diffusion. */
    static DpmSolverWeights sde(SignalNoise from, SignalNoise to, float h, DpmSolverType type) {
        float gain = 1 - exp(-2 * h);
        float slope = type == DpmSolverType.MIDPOINT ? 0.5f * (to.alpha() * gain) : to.alpha() * (gain / (-2 * h) + 1);
        float curvature = to.alpha() * ((gain - 2 * h) / (2 * h * (2 * h)) - 0.5f);
        return new DpmSolverWeights(
                to.sigma() / from.sigma() * exp(-h),
                to.alpha() * gain,
                slope,
                curvature,
                to.sigma() * VariancePreserving.root(gain));
    }

    private static float exp(float value) {
        return (float) Math.exp(value);
    }
}
