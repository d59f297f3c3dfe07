package dev.easel.pipeline;

import dev.easel.scheduler.NoiseSchedule;
import dev.easel.tensor.FloatTensor;

/**
 * A generation between two of its steps. Immutable, so that it can be set aside and taken up again without loss.
 *
 * @param parameters what is drawn
 * @param conditioning the encoded prompts
 * @param schedule the noise levels on the way
 * @param step how many steps are done, 0 to {@code schedule.steps()}
 * @param latents where it has come to, in the pipeline's own layout with one row
 */
public record Denoising(
        ImageParameters parameters, Conditioning conditioning, NoiseSchedule schedule, int step, FloatTensor latents) {

    /** Whether all steps are done and the latents can be decoded. */
    public boolean isComplete() {
        return step == schedule.steps();
    }

    /** The noise level that the latents are at. */
    float sigma() {
        return schedule.sigma(step);
    }

    /** The noise level after the next step. */
    float nextSigma() {
        return schedule.sigma(step + 1);
    }

    /** The timestep of the next step. */
    float timestep() {
        return schedule.timestep(step);
    }

    /** The same generation one step further. */
    Denoising advancedTo(FloatTensor next) {
        return new Denoising(parameters, conditioning, schedule, step + 1, next);
    }

    /** Whether this is what one step made of another. */
    boolean follows(Denoising before) {
        return step == before.step + 1 && parameters.equals(before.parameters) && schedule.equals(before.schedule);
    }
}
