package dev.easel.pipeline;

import dev.easel.scheduler.NoiseSchedule;
import dev.easel.scheduler.Sampling;
import dev.easel.scheduler.Scheduler;
import dev.easel.tensor.FloatTensor;
import java.util.Optional;

/**
 * A generation between two of its steps. Immutable, so that it can be set aside and taken up again without loss.
 *
 * @param parameters what is drawn
 * @param conditioning the encoded prompts
 * @param source what it keeps of the image that it started from
 * @param path the noise levels on the way, and how it walks along them
 * @param sampling where it has come to, in the pipeline's own layout with one row
 * @param modelOutput what the model said at the step before, guidance included
 * @param beforeLast for a complete one: the same before its last step
 */
public record Denoising(
        ImageParameters parameters,
        Conditioning conditioning,
        SourceImage source,
        Path path,
        Sampling sampling,
        Optional<FloatTensor> modelOutput,
        Optional<Denoising> beforeLast) {

    /** A generation before its first step. */
    static Denoising first(
            ImageParameters parameters, Conditioning conditioning, SourceImage source, Path path, Sampling sampling) {
        return new Denoising(parameters, conditioning, source, path, sampling, Optional.empty(), Optional.empty());
    }

    /**
     * From noise to an image.
     *
     * @param scheduler takes the steps
     * @param schedule the noise levels
     * @param begin the first step, later than 0 where the generation starts from an image
     */
    public record Path(Scheduler scheduler, NoiseSchedule schedule, int begin) {}

    /** How many steps are done, 0 to {@link #steps()}. */
    public int step() {
        return sampling.step() - path.begin();
    }

    /** How many steps there are. */
    public int steps() {
        return path.schedule().steps() - path.begin();
    }

    /** Where it has come to. */
    public FloatTensor latents() {
        return sampling.sample();
    }

    /** Whether all steps are done and the latents can be decoded. */
    public boolean isComplete() {
        return step() == steps();
    }

    /** The timestep of the next step. */
    float timestep() {
        return path.schedule().timestep(sampling.step());
    }

    /** The sample as the model is to see it. */
    FloatTensor modelInput() {
        return path.scheduler().modelInput(latents(), path.schedule(), sampling.step());
    }

    /** The same generation one step further. */
    Denoising advanced(FloatTensor output) {
        var next = path.scheduler().step(sampling, output, path.schedule());
        boolean last = next.step() == path.schedule().steps();
        return new Denoising(
                parameters,
                conditioning,
                source,
                path,
                painted(next),
                Optional.of(output),
                last ? Optional.of(this) : Optional.empty());
    }

    /** Whether all its numbers are. */
    boolean isFinite() {
        return latents().isFinite();
    }

    private Sampling painted(Sampling next) {
        if (!(source instanceof SourceImage.Repainted repainted)) {
            return next;
        }
        boolean last = next.step() == path.schedule().steps();
        var outside = last
                ? repainted.original()
                : path.scheduler().addNoise(repainted.original(), repainted.noise(), path.schedule(), next.step());
        return next.with(repainted.blend(next.sample(), outside));
    }

    /** The clean latents that the step from one generation to the next, its own successor, points to. */
    static FloatTensor prediction(Denoising before, Denoising after) {
        if (!after.follows(before)) {
            throw new IllegalArgumentException("a preview needs a generation before and after one step, not at "
                    + before.step() + " and " + after.step());
        }
        return before.path()
                .scheduler()
                .predictOriginal(
                        before.latents(),
                        after.modelOutput().orElseThrow(),
                        before.path().schedule(),
                        before.sampling().step());
    }

    private boolean follows(Denoising before) {
        return step() == before.step() + 1 && parameters.equals(before.parameters) && path.equals(before.path);
    }
}
