package dev.easel.pipeline.family;

import dev.easel.pipeline.ImageParameters;

/** The step that an image from another image begins at. At least one step is always left. */
final class Strength {
    private Strength() {}

    /** As FLUX's and Z-Image's pipelines count: {@code steps * strength} is rounded up. */
    static int fractional(ImageParameters parameters) {
        double noisy = Math.min(parameters.steps() * parameters.task().strength(), parameters.steps());
        return Math.min((int) Math.max(parameters.steps() - noisy, 0), parameters.steps() - 1);
    }

    /** As Stable Diffusion's pipelines count: {@code steps * strength} is rounded down. */
    static int whole(ImageParameters parameters) {
        int noisy = Math.min((int) (parameters.steps() * parameters.task().strength()), parameters.steps());
        return Math.min(Math.max(parameters.steps() - noisy, 0), parameters.steps() - 1);
    }
}
