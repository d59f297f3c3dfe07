package dev.easel.onnx;

import java.util.List;

/**
 * The tensors that a component expects in a graph. The graph may have further outputs, but no further inputs.
 *
 * @param inputs the tensors that the component feeds
 * @param outputs the tensors that the component reads
 */
public record Signature(List<TensorSpec> inputs, List<TensorSpec> outputs) {}
