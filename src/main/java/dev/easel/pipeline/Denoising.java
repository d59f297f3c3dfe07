package dev.easel.pipeline;

import dev.easel.scheduler.NoiseSchedule;
import dev.easel.scheduler.Sampling;
import dev.easel.tensor.FloatTensor;
import java.util.Optional;

/**
 * A generation between two of its steps. Immutable, so that it can be set aside and taken up again without loss.
 *
 * @param parameters what is drawn
 * @param conditioning the encoded prompts
 * @param schedule the noise levels on the way
 * @param sampling where it has come to, in the pipeline's own layout with one row
 * @param modelOutput what the model said at the step before, guidance included
 */
public record Denoising(
        ImageParameters parameters,
        Conditioning conditioning,
        NoiseSchedule schedule,
        Sampling sampling,
        Optional<FloatTensor> modelOutput) {

    /** How many steps are done, 0 to {@code schedule.steps()}. */
    public int step() {
        return sampling.step();
    }

    /** Where it has come to. */
    public FloatTensor latents() {
        return sampling.sample();
    }

    /** Whether all steps are done and the latents can be decoded. */
    public boolean isComplete() {
        return step() == schedule.steps();
    }

    /** The timestep of the next step. */
    float timestep() {
        return schedule.timestep(step());
    }

    /** The same generation one step further. */
    Denoising advancedTo(Sampling next, FloatTensor output) {
        return new Denoising(parameters, conditioning, schedule, next, Optional.of(output));
    }

    /** Whether this is what one step made of another. */
    boolean follows(Denoising before) {
        return step() == before.step() + 1 && parameters.equals(before.parameters) && schedule.equals(before.schedule);
    }
}
