package dev.easel.pipeline;

import dev.easel.onnx.SessionHost;
import dev.easel.pipeline.prompt.PromptCache;
import dev.easel.vae.Vae;
import java.util.EnumSet;
import java.util.Set;

/**
 * What the pipelines of all families are made of.
 *
 * @param host owns the sessions
 * @param vae pixels to latents and back
 * @param schedulers the model's schedulers
 * @param loras the model's LoRAs
 * @param cache the embeddings of earlier prompts
 */
public record ModelParts(SessionHost host, Vae vae, ModelSchedulers schedulers, ModelLoras loras, PromptCache cache) {

    /** The description of a model; without a VAE encoder it cannot start from images. */
    public ModelDescription describe(
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
                schedulers.maxSteps(),
                loras.names(),
                loras.unweighted());
    }
}
