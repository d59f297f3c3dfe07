package dev.easel.pipeline;

import dev.easel.onnx.SessionHost;

/** The published FLUX.1 models differ in what they prefer; the numbers are those of their model cards. */
enum FluxVariant {
    DEV("FLUX.1-dev", 512, 28, 3.5f),
    SCHNELL("FLUX.1-schnell", 256, 4, 0);

    private final String family;
    private final int maxSequenceLength;
    private final int steps;
    private final float guidanceScale;

    FluxVariant(String family, int maxSequenceLength, int steps, float guidanceScale) {
        this.family = family;
        this.maxSequenceLength = maxSequenceLength;
        this.steps = steps;
        this.guidanceScale = guidanceScale;
    }

    int maxSequenceLength() {
        return maxSequenceLength;
    }

    ModelDescription describe(SessionHost host, int sizeMultiple, int size) {
        return new ModelDescription(
                host.folder().name(), family, host.device(), sizeMultiple, size, steps, guidanceScale);
    }
}
