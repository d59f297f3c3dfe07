package dev.easel.scheduler;

import dev.easel.tensor.FloatTensor;
import java.util.List;

/**
 * DPM-Solver++ of order 1 to 3 in its multistep forms; the SDE form draws noise at every step.
 *
 * <p>Source: C. Lu et al., "DPM-Solver++: Fast Solver for Guided Sampling of Diffusion Probabilistic Models", 2022, as
 * {@code DPMSolverMultistepScheduler} of Hugging Face diffusers.
 *
 * @param form ODE for the algorithm {@code dpmsolver++}, SDE for {@code sde-dpmsolver++}
 * @param type how the second order is computed
 * @param order the order of each step
 */
record DpmSolverScheduler(SolverSpace space, SolverForm form, DpmSolverType type, DpmSolverOrder order)
        implements Scheduler {

    @Override
    public NoiseSchedule schedule(int steps, int imageSequenceLength) {
        return space.schedule(steps, imageSequenceLength);
    }

    @Override
    public Sampling step(Sampling at, FloatTensor modelOutput, NoiseSchedule schedule) {
        int now = order.at(at.step(), schedule, at.history().outputs().size());
        var original = predictOriginal(at.sample(), modelOutput, schedule, at.step());
        var history = at.history().plus(original, order.highest());
        var weights = weights(schedule, at.step(), now);
        var next = Elementwise.map(at.sample(), original, (x, m) -> weights.sample() * x + weights.original() * m);
        if (now > 1) {
            next = corrected(next, history.outputs().subList(0, now), weights, schedule, at.step());
        }
        if (form == SolverForm.ODE) {
            return at.advancedTo(next, history, at.noise());
        }
        var draw = at.noise().draw(next.shape());
        next = Elementwise.map(next, draw.noise(), (x, n) -> x + weights.noise() * n);
        return at.advancedTo(next, history, draw.rest());
    }

    private DpmSolverWeights weights(NoiseSchedule schedule, int step, int now) {
        var from = space.at(schedule, step);
        var to = space.at(schedule, step + 1);
        float h = growth(schedule, step);
        var slopes = now == 3 ? DpmSolverType.HEUN : type;
        return form == SolverForm.ODE
                ? DpmSolverWeights.ode(from, to, h, slopes)
                : DpmSolverWeights.sde(from, to, h, slopes);
    }

    /** How much lambda grows in a step. */
    private float growth(NoiseSchedule schedule, int step) {
        return space.at(schedule, step + 1).lambda() - space.at(schedule, step).lambda();
    }

    /** A first-order step, corrected by the slope and curvature of the two or three latest predictions. */
    private static FloatTensor corrected(
            FloatTensor next, List<FloatTensor> m, DpmSolverWeights weights, float r0, float r1) {
        float inverse0 = 1 / r0;
        var d0 = Elementwise.map(m.get(0), m.get(1), (m0, m1) -> inverse0 * (m0 - m1));
        if (m.size() == 2) {
            return Elementwise.map(next, d0, (x, d) -> x + weights.slope() * d);
        }
        float inverse1 = 1 / r1;
        float ratio = r0 / (r0 + r1);
        float inverse = 1 / (r0 + r1);
        var d1 = Elementwise.map(m.get(1), m.get(2), (m1, m2) -> inverse1 * (m1 - m2));
        return Elementwise.map(
                next,
                d0,
                d1,
                (x, a, b) -> x + weights.slope() * (a + ratio * (a - b)) + weights.curvature() * (inverse * (a - b)));
    }

    private FloatTensor corrected(
            FloatTensor next, List<FloatTensor> m, DpmSolverWeights weights, NoiseSchedule schedule, int step) {
        float h = growth(schedule, step);
        float r0 = growth(schedule, step - 1) / h;
        float r1 = m.size() > 2 ? growth(schedule, step - 2) / h : r0;
        return corrected(next, m, weights, r0, r1);
    }
}
