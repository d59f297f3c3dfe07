package dev.easel.pipeline;

import dev.easel.onnx.SessionHost;
import dev.easel.vae.Vae;
import java.util.EnumSet;
import java.util.Set;

/**
 * What every family's pipeline is made of.
 *
 * @param host owns the sessions
 * @param vae pixels to latents and back
 * @param schedulers the ways from noise to latents
 * @param prompts the readings of prompts
 * @param loras the adapters
 */
record ModelParts(SessionHost host, Vae vae, ModelSchedulers schedulers, Prompts prompts, ModelLoras loras) {

    /** The description of a model; without an encoder it cannot start from images. */
    ModelDescription describe(
            String family, int sizeMultiple, ModelDescription.Defaults defaults, Set<Ability> abilities) {
        var able = EnumSet.copyOf(abilities);
        if (vae.encoder().isEmpty()) {
            able.removeAll(Set.of(Ability.IMAGE_TO_IMAGE, Ability.INPAINT, Ability.EDIT));
        }
        return new ModelDescription(
                host.folder().name(),
                family,
                host.device(),
                sizeMultiple,
                defaults,
                Set.copyOf(able),
                schedulers.own().maxSteps(),
                schedulers.mostSteps(),
                loras.names(),
                loras.unweighted());
    }
}
