package dev.easel.scheduler;

import dev.easel.tensor.FloatTensor;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Euler steps along a rectified flow: {@code x' = x + (sigmaNext - sigma) * v}; in its stochastic form fresh noise is
 * added to the clean latents that a step points to: {@code x' = (1 - sigmaNext) * (x - sigma * v) + sigmaNext * noise}.
 *
 * <p>Source: {@code FlowMatchEulerDiscreteScheduler} of Hugging Face diffusers.
 *
 * @param trainTimesteps the scale of the timesteps, 1000 for every published model
 * @param shift how the noise levels are moved
 * @param terminal the noise level of the last step, to which the schedule is stretched ({@code shift_terminal}); a
 *     schedule of one step, which is not finite in diffusers, is not stretched
 * @param curve another spacing between the first and the last noise level
 * @param spacing how the steps are spaced before the shift
 * @param form SDE for {@code stochastic_sampling}
 */
record FlowMatchEulerScheduler(
        int trainTimesteps,
        SigmaShift shift,
        OptionalDouble terminal,
        Optional<SigmaCurve> curve,
        FlowSpacing spacing,
        SolverForm form)
        implements Scheduler {

    /** A schedule that is only shifted, spaced like those of the FLUX pipelines. */
    FlowMatchEulerScheduler(int trainTimesteps, SigmaShift shift) {
        this(trainTimesteps, shift, OptionalDouble.empty(), Optional.empty(), FlowSpacing.NUMPY, SolverForm.ODE);
    }

    @Override
    public NoiseSpace space() {
        return new RectifiedFlow();
    }

    @Override
    public NoiseSchedule schedule(int steps, int imageSequenceLength) {
        double[] spaced = spacing.sigmas(steps, trainTimesteps, shift);
        for (int i = 0; i < steps; i++) {
            spaced[i] = shift.apply(spaced[i], imageSequenceLength, spacing.precision());
        }
        terminal.ifPresent(end -> stretch(spaced, end));
        double[] curved =
                curve.map(c -> c.between(spaced[0], spaced[steps - 1], steps)).orElse(spaced);
        var sigmas = new float[steps + 1];
        var timesteps = new float[steps];
        for (int i = 0; i < steps; i++) {
            sigmas[i] = (float) curved[i];
            timesteps[i] = sigmas[i] * trainTimesteps;
        }
        return new NoiseSchedule(sigmas, timesteps);
    }

    private void stretch(double[] sigmas, double end) {
        var precision = spacing.precision();
        double last = precision.round(1 - sigmas[sigmas.length - 1]);
        if (last == 0) {
            return;
        }
        double scale = precision.round(last / precision.round(1 - end));
        for (int i = 0; i < sigmas.length; i++) {
            sigmas[i] = precision.round(1 - precision.round(precision.round(1 - sigmas[i]) / scale));
        }
    }

    @Override
    public Sampling step(Sampling at, FloatTensor modelOutput, NoiseSchedule schedule) {
        float next = schedule.sigma(at.step() + 1);
        if (form == SolverForm.SDE) {
            var clean = predictOriginal(at.sample(), modelOutput, schedule, at.step());
            var draw = at.noise().draw(clean.shape());
            return at.advancedTo(
                    Elementwise.map(clean, draw.noise(), (x, n) -> (1 - next) * x + next * n), draw.rest());
        }
        float width = next - schedule.sigma(at.step());
        return at.advancedTo(Elementwise.map(at.sample(), modelOutput, (x, v) -> x + width * v));
    }
}
