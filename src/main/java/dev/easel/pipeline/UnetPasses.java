package dev.easel.pipeline;

import dev.easel.network.DenoisingUnet;
import dev.easel.tensor.FloatTensor;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * What the pipelines of the U-Net family have in common.
 *
 * @param network the network
 */
record UnetPasses(LoraTarget<DenoisingUnet> network) {
    static final String COMPONENT = "unet";
    private static final Logger LOG = Logger.getLogger(UnetPasses.class);

    static UnetPasses open(ModelOpening opening) {
        var passes = new UnetPasses(opening.network(COMPONENT, DenoisingUnet::open));
        if (!passes.unet().takesFractionalTimesteps()) {
            LOG.infof(
                    "%s: the U-Net takes whole timesteps, so the fractions that some schedulers (euler_karras) have are"
                            + " dropped; an export with a float timestep would keep them",
                    opening.host().folder().name());
        }
        return passes;
    }

    DenoisingUnet unet() {
        return network.original();
    }

    /** One forward pass. */
    static List<FloatTensor> forward(DenoisingUnet unet, List<PassRow> rows, Map<String, FloatTensor> others) {
        var timesteps = PassRow.numbers(rows, Denoising::timestep);
        return unet.forward(PassRow.samples(rows), timesteps, others).rows();
    }

    /** Width and height must be multiples of this many pixels, or halves would not fit together again. */
    int sizeMultiple(ModelParts parts) {
        return parts.vae().decoder().space().scaleFactor()
                << unet().dimensions().halvings();
    }

    /** The size in pixels that the model was made for. */
    int size(ModelParts parts) {
        return unet().dimensions().sampleSize() * parts.vae().decoder().space().scaleFactor();
    }

    /** What the network allows. */
    Set<Ability> abilities(ModelParts parts) {
        var abilities = EnumSet.noneOf(Ability.class);
        if (unet().takesTimestepPerRow()) {
            abilities.add(Ability.STEP_BATCHING);
        } else {
            LOG.warnf(
                    "%s: the U-Net takes one timestep for all rows, so only images at the same step share a pass;"
                            + " an export with a timestep for each row would share more",
                    parts.host().folder().name());
        }
        return abilities;
    }
}
