/** Warm ONNX Runtime sessions: model folders, execution providers, signatures. The only package that touches ai.onnxruntime. */
@NullMarked
package dev.easel.onnx;

import org.jspecify.annotations.NullMarked;
