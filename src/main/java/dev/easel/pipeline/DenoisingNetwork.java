package dev.easel.pipeline;

import dev.easel.lora.LoraStack;
import dev.easel.onnx.OnnxAdapter;
import dev.easel.tensor.FloatTensor;
import java.util.List;
import java.util.Optional;

/**
 * A family's denoising network with the adapters that a pass asks for.
 *
 * @param <N> the network
 * @param component its folder
 * @param network the network as it is, and with adapters
 * @param loras the adapters
 * @param pass what one forward pass of the family is
 */
record DenoisingNetwork<N>(String component, LoraTarget<N> network, ModelLoras loras, Pass<N> pass) {

    /** One forward pass: a model output for each row, in the layout of its latents. */
    @FunctionalInterface
    interface Pass<N> {
        List<FloatTensor> forward(N network, List<OnnxAdapter> inputs, List<PassRow> rows);
    }

    /** Opens the network with an image's adapters, unless it is open. */
    void open(Setup setup) {
        network.with(loras.stack(setup));
    }

    List<FloatTensor> forward(List<PassRow> rows) {
        return pass.forward(network.with(adapters(rows)), inputs(rows), rows);
    }

    /** The same with the network's float32 graph, if the model has one beside the one that is open. */
    Optional<List<FloatTensor>> forwardInFloat32(List<PassRow> rows) {
        return network.inFloat32(adapters(rows), single -> pass.forward(single, inputs(rows), rows));
    }

    private LoraStack adapters(List<PassRow> rows) {
        return loras.stack(setup(rows));
    }

    private List<OnnxAdapter> inputs(List<PassRow> rows) {
        return loras.inputs(setup(rows));
    }

    /** All rows of a pass have the same. */
    private static Setup setup(List<PassRow> rows) {
        return rows.getFirst().generation().parameters().setup();
    }
}
