package dev.easel.scheduler;

import dev.easel.tensor.FloatTensor;

/**
 * Euler steps that go below the next noise level and come back up with fresh noise. Noise is drawn at every step,
 * even at the last one, which does not use it.
 *
 * <p>Source: {@code EulerAncestralDiscreteScheduler} of Hugging Face diffusers.
 */
record EulerAncestralScheduler(VarianceExploding space) implements Scheduler {

    @Override
    public NoiseSchedule schedule(int steps, int imageSequenceLength) {
        return space.schedule(steps);
    }

    @Override
    public Sampling step(Sampling at, FloatTensor modelOutput, NoiseSchedule schedule) {
        float from = schedule.sigma(at.step());
        float to = schedule.sigma(at.step() + 1);
        float up = (float) Math.sqrt(to * to * (from * from - to * to) / (from * from));
        float down = (float) Math.sqrt(to * to - up * up);
        float width = down - from;
        var derivative = space.derivative(at.sample(), modelOutput, schedule, at.step());
        var draw = at.noise().draw(at.sample().shape());
        return at.advancedTo(
                Elementwise.map(at.sample(), derivative, draw.noise(), (x, d, n) -> x + d * width + n * up),
                draw.rest());
    }
}
