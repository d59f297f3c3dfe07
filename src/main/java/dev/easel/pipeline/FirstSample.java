package dev.easel.pipeline;

import dev.easel.image.Mask;
import dev.easel.image.Pixels;
import dev.easel.scheduler.Sampling;
import dev.easel.tensor.FloatTensor;
import dev.easel.tensor.NoiseSource;
import dev.easel.vae.Vae;
import java.util.function.UnaryOperator;

/**
 * Makes the sample that a generation begins with. Noise is drawn in diffusers' order: the posterior of the image, if
 * there is one, then the latents.
 *
 * @param vae encodes images
 * @param grid the latents of the output
 * @param trajectory the noise levels
 * @param pack brings latents into the family's layout
 */
record FirstSample(Vae vae, LatentGrid grid, Denoising.Trajectory trajectory, UnaryOperator<FloatTensor> pack) {

    /** The first sample, and what the generation keeps of its image. */
    record Beginning(Sampling sampling, SourceImage source) {
        /** Whether all latents are finite. */
        boolean isFinite() {
            return sampling.sample().isFinite()
                    && switch (source) {
                        case SourceImage.None _ -> true;
                        case SourceImage.Inpainted inpainted ->
                            inpainted.original().isFinite();
                        case SourceImage.Reference reference ->
                            reference.latents().isFinite();
                    };
        }
    }

    /** The same with another autoencoder. */
    FirstSample with(Vae other) {
        return new FirstSample(other, grid, trajectory, pack);
    }

    Beginning of(Task task, NoiseSource noise) {
        return switch (task) {
            case Task.TextToImage _ -> fromNoise(noise, new SourceImage.None());
            case Task.ImageToImage variation -> fromImage(variation.image(), noise);
            case Task.Inpaint(var image, var mask, double strength) -> inpaint(image, mask, strength, noise);
            case Task.Edit(var image) -> fromNoise(noise, reference(image));
        };
    }

    private Beginning fromNoise(NoiseSource noise, SourceImage source) {
        var drawn = noise.draw(grid.shape());
        var sample = trajectory.scheduler().initialSample(drawn.noise(), trajectory.schedule());
        return beginning(sample, drawn.rest(), source);
    }

    private Beginning fromImage(Pixels image, NoiseSource noise) {
        var posterior = noise.draw(grid.shape());
        var original = vae.requireEncoder().sample(image, posterior.noise());
        var drawn = posterior.rest().draw(grid.shape());
        return beginning(noisy(original, drawn.noise()), drawn.rest(), new SourceImage.None());
    }

    private Beginning inpaint(Pixels image, Mask mask, double strength, NoiseSource noise) {
        var posterior = noise.draw(grid.shape());
        var original = vae.requireEncoder().sample(image, posterior.noise());
        var drawn = posterior.rest().draw(grid.shape());
        var sample = strength == 1
                ? trajectory.scheduler().initialSample(drawn.noise(), trajectory.schedule())
                : noisy(original, drawn.noise());
        // diffusers also draws the posterior of the masked image, which these models do not use
        var rest = drawn.rest().draw(grid.shape()).rest();
        var source = new SourceImage.Inpainted(
                pack.apply(original), pack.apply(drawn.noise()), pack.apply(latentMask(mask)));
        return beginning(sample, rest, source);
    }

    private SourceImage reference(Pixels image) {
        var latents = vae.requireEncoder().mean(image);
        var shape = latents.shape();
        return new SourceImage.Reference(pack.apply(latents), shape.extent(2), shape.extent(3));
    }

    private FloatTensor noisy(FloatTensor original, FloatTensor noise) {
        return trajectory.scheduler().addNoise(original, noise, trajectory.schedule(), trajectory.begin());
    }

    private Beginning beginning(FloatTensor sample, NoiseSource rest, SourceImage source) {
        return new Beginning(Sampling.start(trajectory.begin(), pack.apply(sample), rest), source);
    }

    /** The mask's latents, the same for each channel. */
    private FloatTensor latentMask(Mask mask) {
        float[] plane = mask.toLatent(grid.height(), grid.width());
        var planes = new float[grid.shape().elements()];
        for (int channel = 0; channel < grid.channels(); channel++) {
            System.arraycopy(plane, 0, planes, channel * plane.length, plane.length);
        }
        return FloatTensor.of(grid.shape(), planes);
    }
}
