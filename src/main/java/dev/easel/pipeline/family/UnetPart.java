package dev.easel.pipeline.family;

import dev.easel.network.DenoisingUnet;
import dev.easel.pipeline.Ability;
import dev.easel.pipeline.Denoising;
import dev.easel.pipeline.LoraTarget;
import dev.easel.pipeline.ModelDescription;
import dev.easel.pipeline.ModelParts;
import dev.easel.pipeline.PassRow;
import dev.easel.tensor.FloatTensor;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * The U-Net of a Stable Diffusion model.
 *
 * @param model the model's name
 * @param target the U-Net without and with LoRAs
 */
record UnetPart(String model, LoraTarget<DenoisingUnet> target) {
    static final String COMPONENT = "unet";
    private static final Logger LOG = Logger.getLogger(UnetPart.class);

    static UnetPart open(ModelOpening opening) {
        var unet = new UnetPart(opening.folder().name(), opening.network(COMPONENT, DenoisingUnet::open));
        if (!unet.target.original().takesFractionalTimesteps()) {
            LOG.infof(
                    "%s: the U-Net takes whole timesteps, so the fractions of some schedulers (euler_karras) are"
                            + " dropped; an export with a float timestep keeps them",
                    unet.model);
        }
        return unet;
    }

    DenoisingUnet.Dimensions dimensions() {
        return target.original().dimensions();
    }

    /** One forward pass. */
    static List<FloatTensor> forward(DenoisingUnet unet, List<PassRow> rows, Map<String, FloatTensor> others) {
        var timesteps = PassRow.numbers(rows, Denoising::timestep);
        return unet.forward(PassRow.samples(rows), timesteps, others).rows();
    }

    /** The description of the model that the U-Net belongs to. */
    ModelDescription describe(ModelParts parts, StableDiffusionVariant variant, Set<Ability> abilities) {
        int scale = parts.vae().decoder().space().scaleFactor();
        // at other sizes the halves of the latents do not fit together again
        int sizeMultiple = scale << dimensions().halvings();
        return parts.describe(
                variant.family(), sizeMultiple, variant.defaults(dimensions().sampleSize() * scale), abilities);
    }

    /** The abilities of the network. */
    Set<Ability> abilities() {
        var abilities = EnumSet.noneOf(Ability.class);
        if (target.original().takesTimestepPerRow()) {
            abilities.add(Ability.STEP_BATCHING);
        } else {
            LOG.warnf(
                    "%s: the U-Net takes one timestep for all rows, so only images at the same step share a pass;"
                            + " an export with a timestep for each row shares more",
                    model);
        }
        return abilities;
    }
}
