package dev.easel.pipeline;

import dev.easel.pipeline.prompt.Conditioning;
import dev.easel.scheduler.NoiseSchedule;
import dev.easel.scheduler.Sampling;
import dev.easel.scheduler.Scheduler;
import dev.easel.tensor.FloatTensor;
import java.util.Optional;

/**
 * A generation between two of its steps. Immutable, so that an engine can pause and resume it.
 *
 * @param parameters the request
 * @param conditioning the encoded prompts
 * @param source what it keeps of the image that it started from
 * @param trajectory the scheduler and its noise levels
 * @param sampling the current sample, in the family's layout with one row
 * @param modelOutput the network's output at the previous step, guidance included
 * @param beforeLast of a complete generation: the generation before its last step
 */
public record Denoising(
        ImageParameters parameters,
        Conditioning conditioning,
        SourceImage source,
        Trajectory trajectory,
        Sampling sampling,
        Optional<FloatTensor> modelOutput,
        Optional<Denoising> beforeLast) {

    /** A generation before its first step. */
    static Denoising first(
            ImageParameters parameters,
            Conditioning conditioning,
            SourceImage source,
            Trajectory trajectory,
            Sampling sampling) {
        return new Denoising(
                parameters, conditioning, source, trajectory, sampling, Optional.empty(), Optional.empty());
    }

    /**
     * The way from noise to an image.
     *
     * @param scheduler takes the steps
     * @param schedule the noise levels
     * @param begin the first pass, later than 0 if the generation starts from an image
     */
    public record Trajectory(Scheduler scheduler, NoiseSchedule schedule, int begin) {}

    /** How many passes are done, 0 to {@link #steps()}. */
    public int step() {
        return sampling.step() - trajectory.begin();
    }

    /** How many passes there are. */
    public int steps() {
        return trajectory.schedule().steps() - trajectory.begin();
    }

    /** The current latents. */
    public FloatTensor latents() {
        return sampling.sample();
    }

    /** Whether all passes are done, so that the latents can be decoded. */
    public boolean isComplete() {
        return step() == steps();
    }

    /** The timestep of the next pass. */
    public float timestep() {
        return trajectory.schedule().timestep(sampling.step());
    }

    /** The sample as an input of the network. */
    FloatTensor modelInput() {
        return trajectory.scheduler().modelInput(latents(), trajectory.schedule(), sampling.step());
    }

    /** The same generation one step further. */
    Denoising advanced(FloatTensor output) {
        var next = trajectory.scheduler().step(sampling, output, trajectory.schedule());
        boolean last = next.step() == trajectory.schedule().steps();
        return new Denoising(
                parameters,
                conditioning,
                source,
                trajectory,
                inpainted(next),
                Optional.of(output),
                last ? Optional.of(this) : Optional.empty());
    }

    /** Whether every latent is finite. */
    boolean isFinite() {
        return latents().isFinite();
    }

    private Sampling inpainted(Sampling next) {
        if (!(source instanceof SourceImage.Inpainted inpainting)) {
            return next;
        }
        boolean last = next.step() == trajectory.schedule().steps();
        var outside = last
                ? inpainting.original()
                : trajectory
                        .scheduler()
                        .addNoise(inpainting.original(), inpainting.noise(), trajectory.schedule(), next.step());
        return next.with(inpainting.blend(next.sample(), outside));
    }

    /** The clean latents that the step from one generation to its successor points to. */
    static FloatTensor prediction(Denoising before, Denoising after) {
        if (!after.follows(before)) {
            throw new IllegalArgumentException("a preview needs a generation before and after one step, not at "
                    + before.step() + " and " + after.step());
        }
        return before.trajectory()
                .scheduler()
                .predictOriginal(
                        before.latents(),
                        after.modelOutput().orElseThrow(),
                        before.trajectory().schedule(),
                        before.sampling().step());
    }

    private boolean follows(Denoising before) {
        return step() == before.step() + 1
                && parameters.equals(before.parameters)
                && trajectory.equals(before.trajectory);
    }
}
