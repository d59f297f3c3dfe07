package dev.easel.pipeline;

import dev.easel.network.LoraInputs;
import dev.easel.tensor.FloatTensor;
import java.util.List;
import java.util.Optional;

/**
 * A family's denoising network with the LoRAs that a pass asks for.
 *
 * @param <N> the network
 * @param target the network without and with merged LoRAs
 * @param loras the model's LoRAs
 * @param family does the forward pass
 */
record DenoisingNetwork<N extends LoraInputs<N>>(LoraTarget<N> target, ModelLoras loras, Family<N> family) {

    /** The network's folder. */
    String component() {
        return target.component();
    }

    /** Opens the network with an image's LoRAs, unless it is open. */
    void open(Setup setup) {
        target.with(loras.stack(setup));
    }

    /** One forward pass: a model output for each row, in the layout of its latents. */
    List<FloatTensor> forward(List<PassRow> rows) {
        return forward(target.with(loras.stack(setup(rows))), rows);
    }

    /** The same with the network's float32 graph, if the model has one beside the graph that is open. */
    Optional<List<FloatTensor>> forwardInFloat32(List<PassRow> rows) {
        return target.inFloat32(loras.stack(setup(rows)), network -> forward(network, rows));
    }

    private List<FloatTensor> forward(N network, List<PassRow> rows) {
        return family.forward(network.with(loras.inputs(setup(rows))), rows);
    }

    /** The setup that all rows of a pass share. */
    private static Setup setup(List<PassRow> rows) {
        return rows.getFirst().generation().parameters().setup();
    }
}
