package dev.easel.scheduler;

import dev.easel.tensor.FloatTensor;

/**
 * The noise levels of the multistep solvers, and the meaning of model output and sample at them.
 *
 * @param noise the noise levels
 * @param prediction what the model predicts
 */
record SolverSpace(SolverNoise noise, Prediction prediction) implements NoiseSpace {

    NoiseSchedule schedule(int steps, int imageSequenceLength) {
        return noise.schedule(steps, imageSequenceLength);
    }

    SignalNoise at(NoiseSchedule schedule, int step) {
        return noise.at(schedule.sigma(step));
    }

    @Override
    public FloatTensor addNoise(FloatTensor original, FloatTensor standardNoise, NoiseSchedule schedule, int step) {
        var parts = at(schedule, step);
        return Elementwise.map(original, standardNoise, (x, n) -> parts.alpha() * x + parts.sigma() * n);
    }

    @Override
    public FloatTensor predictOriginal(FloatTensor sample, FloatTensor output, NoiseSchedule schedule, int step) {
        var parts = at(schedule, step);
        return prediction.original(sample, output, parts.alpha(), parts.sigma());
    }
}
