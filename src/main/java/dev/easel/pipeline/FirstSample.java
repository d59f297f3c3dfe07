package dev.easel.pipeline;

import dev.easel.image.Mask;
import dev.easel.image.Pixels;
import dev.easel.scheduler.Sampling;
import dev.easel.tensor.FloatTensor;
import dev.easel.tensor.NoiseSource;
import dev.easel.vae.Vae;
import java.util.function.UnaryOperator;

/**
 * What a generation begins with. The noise is drawn in diffusers' order: the posterior of the image, if there is one,
 * then the latents.
 *
 * @param vae encodes images
 * @param grid the latents of the output
 * @param path which noise levels there are
 * @param pack brings latents into the pipeline's layout
 */
record FirstSample(Vae vae, LatentGrid grid, Denoising.Path path, UnaryOperator<FloatTensor> pack) {

    /** The first sample, and what is kept of the image. */
    record Beginning(Sampling sampling, SourceImage source) {
        /** Whether the image that it is made of has become finite numbers. */
        boolean isFinite() {
            return sampling.sample().isFinite()
                    && switch (source) {
                        case SourceImage.None _ -> true;
                        case SourceImage.Repainted repainted ->
                            repainted.original().isFinite();
                        case SourceImage.Reference reference ->
                            reference.latents().isFinite();
                    };
        }
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
        var sample = path.scheduler().initialSample(drawn.noise(), path.schedule());
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
                ? path.scheduler().initialSample(drawn.noise(), path.schedule())
                : noisy(original, drawn.noise());
        // diffusers also draws the posterior of the masked image, which models of this kind do not look at
        var rest = drawn.rest().draw(grid.shape()).rest();
        var source = new SourceImage.Repainted(
                pack.apply(original), pack.apply(drawn.noise()), pack.apply(latentMask(mask)));
        return beginning(sample, rest, source);
    }

    private SourceImage reference(Pixels image) {
        var latents = vae.requireEncoder().mean(image);
        var shape = latents.shape();
        return new SourceImage.Reference(pack.apply(latents), shape.extent(2), shape.extent(3));
    }

    private FloatTensor noisy(FloatTensor original, FloatTensor noise) {
        return path.scheduler().addNoise(original, noise, path.schedule(), path.begin());
    }

    private Beginning beginning(FloatTensor sample, NoiseSource rest, SourceImage source) {
        return new Beginning(Sampling.start(path.begin(), pack.apply(sample), rest), source);
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
