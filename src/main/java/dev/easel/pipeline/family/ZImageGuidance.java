package dev.easel.pipeline.family;

import dev.easel.tensor.FloatTensor;

/**
 * Z-Image's own classifier-free guidance: {@code positive + scale * (positive - negative)}, so a scale of 0 means none.
 *
 * @param normalization the longest guided output, in lengths of the unguided one; infinite for no bound
 * @param truncation the part of the way, 0 to 1, up to which there is guidance
 */
record ZImageGuidance(float normalization, float truncation) {

    static ZImageGuidance of(ModelSettings settings) {
        float bound = settings.cfgNormalization();
        return new ZImageGuidance(bound == 0 ? Float.POSITIVE_INFINITY : bound, settings.cfgTruncation());
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
