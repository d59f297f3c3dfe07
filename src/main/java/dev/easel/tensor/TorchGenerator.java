package dev.easel.tensor;

import java.util.OptionalDouble;

/**
 * {@code torch.Generator("cpu")}: the normal random numbers that {@code torch.randn(..., dtype=float32)} draws for a
 * seed, to within a few units in the last place (torch's vectorised sine and logarithm round differently).
 *
 * <p>Follows ATen's {@code normal_fill} for 16 or more numbers and {@code normal_distribution<double>} below. One
 * request has one generator, and successive draws continue its stream. Not thread-safe.
 */
public final class TorchGenerator {
    private static final int BLOCK = 16;
    private static final int HALF = BLOCK / 2;

    private final MersenneTwister bits;
    private OptionalDouble spare = OptionalDouble.empty();

    /** A generator after {@code manual_seed(seed)}; as in torch, only the low 32 bits of the seed count. */
    public TorchGenerator(long seed) {
        this.bits = new MersenneTwister((int) seed);
    }

    private TorchGenerator(TorchGenerator original) {
        this.bits = original.bits.copy();
        this.spare = original.spare;
    }

    /** An independent generator in the same state. */
    TorchGenerator copy() {
        return new TorchGenerator(this);
    }

    /** {@code torch.randn(extents)}: a float32 tensor of standard normal numbers. */
    public FloatTensor randn(long... extents) {
        var shape = Shape.of(extents);
        var values = new float[shape.elements()];
        if (values.length < BLOCK) {
            fillPairwise(values);
        } else {
            fillBlocks(values);
        }
        return FloatTensor.of(shape, values);
    }

    private void fillBlocks(float[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = uniformFloat();
        }
        for (int start = 0; start + BLOCK <= values.length; start += BLOCK) {
            boxMuller(values, start);
        }
        if (values.length % BLOCK != 0) {
            // torch draws the last block again instead of transforming a shorter one
            int start = values.length - BLOCK;
            for (int i = start; i < values.length; i++) {
                values[i] = uniformFloat();
            }
            boxMuller(values, start);
        }
    }

    private static void boxMuller(float[] values, int start) {
        for (int i = start; i < start + HALF; i++) {
            double radius = Math.sqrt(-2 * Math.log(1 - values[i]));
            double angle = 2 * Math.PI * values[i + HALF];
            values[i] = (float) (radius * Math.cos(angle));
            values[i + HALF] = (float) (radius * Math.sin(angle));
        }
    }

    private void fillPairwise(float[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) nextNormal();
        }
    }

    private double nextNormal() {
        if (spare.isPresent()) {
            double value = spare.getAsDouble();
            spare = OptionalDouble.empty();
            return value;
        }
        double angle = 2 * Math.PI * uniformDouble();
        double radius = Math.sqrt(-2 * Math.log1p(-uniformDouble()));
        spare = OptionalDouble.of(radius * Math.sin(angle));
        return radius * Math.cos(angle);
    }

    private float uniformFloat() {
        return (bits.nextInt() & 0xff_ffff) * 0x1p-24f;
    }

    private double uniformDouble() {
        long high = bits.nextInt();
        long low = bits.nextInt() & 0xffff_ffffL;
        return (((high << 32) | low) & ((1L << 53) - 1)) * 0x1p-53;
    }
}
