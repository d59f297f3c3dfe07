package dev.easel.pipeline;

import dev.easel.tensor.FloatTensor;

/**
 * Z-Image's own classifier-free guidance: {@code positive + scale * (positive - negative)}, so that a scale of 0 is none.
 *
 * @param normalization how many times the length of the unguided output the guided one may have; infinite for no bound
 * @param truncation up to which part of the way, 0 to 1, there is guidance
 */
record ZImageGuidance(float normalization, float truncation) {

    static ZImageGuidance of(ModelSettings config) {
        float bound = config.cfgNormalization();
        return new ZImageGuidance(bound == 0 ? Float.POSITIVE_INFINITY : bound, config.cfgTruncation());
    }

    /** Whether there is guidance at a part of the way. */
    boolean reaches(float progress) {
        return progress <= truncation;
    }

    FloatTensor guide(FloatTensor positive, FloatTensor negative, float scale) {
        float[] p = positive.data();
        float[] n = negative.data();
        var guided = new float[p.length];
        for (int i = 0; i < guided.length; i++) {
            guided[i] = p[i] + scale * (p[i] - n[i]);
        }
        bound(guided, length(p) * normalization);
        return FloatTensor.of(positive.shape(), guided);
    }

    private static void bound(float[] values, float longest) {
        float length = length(values);
        if (length > longest) {
            float factor = longest / length;
            for (int i = 0; i < values.length; i++) {
                values[i] *= factor;
            }
        }
    }

    private static float length(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += (double) value * value;
        }
        return (float) Math.sqrt(sum);
    }
}
