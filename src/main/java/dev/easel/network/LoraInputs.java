package dev.easel.network;

import dev.easel.onnx.OnnxAdapter;
import java.util.List;

/**
 * A network whose graph may take LoRA weights as inputs.
 *
 * @param <N> the network
 */
@FunctionalInterface
public interface LoraInputs<N> {

    /** The same network with these inputs instead of its own. */
    N with(List<OnnxAdapter> adapters);
}
