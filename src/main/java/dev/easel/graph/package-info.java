/** ONNX graphs as files: nodes, initializers and their weights, for merging LoRA. */
@NullMarked
package dev.easel.graph;

import org.jspecify.annotations.NullMarked;
