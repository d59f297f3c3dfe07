package dev.easel.onnx;

import java.util.List;

/**
 * What a component expects of a graph. The graph may have further outputs, but no further inputs.
 *
 * @param inputs the tensors that the component feeds
 * @param outputs the tensors that the component reads
 */
public record Signature(List<TensorSpec> inputs, List<TensorSpec> outputs) {}
