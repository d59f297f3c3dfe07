package dev.easel.scheduler;

import dev.easel.tensor.FloatTensor;
import java.util.List;

import static dev.easel.scheduler.VariancePreserving.root;

/**
 * Pseudo numerical methods, only in the linear multistep form ({@code skip_prk_steps}). The first of N steps is taken
 * twice, so a schedule has N + 1 steps (one for N = 1).
 *
 * <p>A generation that starts later also takes its first step twice, as in diffusers, where the second of the two uses
 * the timestep of the first.
 *
 * <p>Source: L. Liu et al., "Pseudo Numerical Methods for Diffusion Models on Manifolds", 2022, as {@code
 * PNDMScheduler} of Hugging Face diffusers.
 *
 * @param finalAlpha the image's part of the variance after the last step: 1 for {@code set_alpha_to_one}, otherwise
 *     that of the first timestep of training
 */
record PndmScheduler(VariancePreserving space, float finalAlpha) implements Scheduler {
    private static final int ORDER = 4;

    @Override
    public NoiseSchedule schedule(int steps, int imageSequenceLength) {
        int[] single = space.timesteps(steps);
        if (steps == 1) {
            return space.schedule(single);
        }
        var timesteps = new int[steps + 1];
        System.arraycopy(single, 0, timesteps, 0, 2);
        System.arraycopy(single, 1, timesteps, 2, steps - 1);
        return space.schedule(timesteps);
    }

    @Override
    public Sampling step(Sampling at, FloatTensor modelOutput, NoiseSchedule schedule) {
        int timestep = VariancePreserving.timestep(schedule, at.step());
        int ratio = space.noise().timesteps() / Math.max(1, schedule.steps() - 1);
        var history = at.history();
        if (history.sample().isPresent()) {
            var mean = Elementwise.map(modelOutput, history.outputs().getFirst(), (e1, e0) -> (e1 + e0) / 2);
            var next = transfer(history.sample().orElseThrow(), mean, timestep + ratio, timestep);
            return at.advancedTo(next, history.withoutSample(), at.noise());
        }
        boolean first = history.outputs().isEmpty();
        var known = history.plus(modelOutput, ORDER);
        var next = transfer(at.sample(), extrapolated(known.outputs()), timestep, timestep - ratio);
        return at.advancedTo(next, first ? known.with(at.sample()) : known, at.noise());
    }

    /** Adams and Bashforth's formula for as many outputs as there are, the latest first. */
    private static FloatTensor extrapolated(List<FloatTensor> e) {
        return switch (e.size()) {
            case 1 -> e.getFirst();
            case 2 -> Elementwise.map(e.get(0), e.get(1), (e0, e1) -> (3 * e0 - e1) / 2);
            case 3 -> Elementwise.map(e.get(0), e.get(1), e.get(2), (e0, e1, e2) -> (23 * e0 - 16 * e1 + 5 * e2) / 12);
            default -> {
                var three = Elementwise.map(e.get(0), e.get(1), e.get(2), (e0, e1, e2) -> 55 * e0 - 59 * e1 + 37 * e2);
                yield Elementwise.map(three, e.get(3), (sum, e3) -> 1 / 24f * (sum - 9 * e3));
            }
        };
    }

    /** The sample at another timestep, in the direction of an output: equation 9. */
    private FloatTensor transfer(FloatTensor sample, FloatTensor output, int from, int to) {
        float now = alpha(from);
        float next = alpha(to);
        float scale = root(next / now);
        float divisor = now * root(1 - next) + root(now * (1 - now) * next);
        float difference = next - now;
        var noise = space.predictNoise(sample, output, now);
        return Elementwise.map(sample, noise, (x, e) -> scale * x - difference * e / divisor);
    }

    private float alpha(int timestep) {
        // the second step of a generation that starts at training's last timesteps would look beyond them
        return timestep < 0
                ? finalAlpha
                : space.noise().alphaCumprod(Math.min(timestep, space.noise().timesteps() - 1));
    }
}
