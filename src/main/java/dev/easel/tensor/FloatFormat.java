package dev.easel.tensor;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Formats of floating-point numbers in files and in native memory, little-endian and unaligned, and their conversion to
 * float32 and back. Rounding is to nearest, ties to even.
 */
public enum FloatFormat {
    /** IEEE binary32. */
    FLOAT32(Float.BYTES) {
        @Override
        void decode(MemorySegment source, long first, float[] target) {
            MemorySegment.copy(source, FLOAT, first * Float.BYTES, target, 0, target.length);
        }

        @Override
        void encode(float[] source, MemorySegment target, long first) {
            MemorySegment.copy(source, 0, target, FLOAT, first * Float.BYTES, source.length);
        }
    },
    /** IEEE binary16. */
    FLOAT16(Short.BYTES) {
        @Override
        void decode(MemorySegment source, long first, float[] target) {
            for (int i = 0; i < target.length; i++) {
                target[i] = Float.float16ToFloat(source.get(SHORT, (first + i) * Short.BYTES));
            }
        }

        @Override
        void encode(float[] source, MemorySegment target, long first) {
            for (int i = 0; i < source.length; i++) {
                target.set(SHORT, (first + i) * Short.BYTES, Float.floatToFloat16(source[i]));
            }
        }
    },
    /** The upper half of a binary32. */
    BFLOAT16(Short.BYTES) {
        @Override
        void decode(MemorySegment source, long first, float[] target) {
            for (int i = 0; i < target.length; i++) {
                target[i] = Float.intBitsToFloat(source.get(SHORT, (first + i) * Short.BYTES) << Short.SIZE);
            }
        }

        @Override
        void encode(float[] source, MemorySegment target, long first) {
            for (int i = 0; i < source.length; i++) {
                target.set(SHORT, (first + i) * Short.BYTES, toBfloat16(source[i]));
            }
        }
    },
    /** IEEE binary64. */
    FLOAT64(Double.BYTES) {
        @Override
        void decode(MemorySegment source, long first, float[] target) {
            for (int i = 0; i < target.length; i++) {
                target[i] = (float) source.get(DOUBLE, (first + i) * Double.BYTES);
            }
        }

        @Override
        void encode(float[] source, MemorySegment target, long first) {
            for (int i = 0; i < source.length; i++) {
                target.set(DOUBLE, (first + i) * Double.BYTES, source[i]);
            }
        }
    };

    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final int bytes;

    FloatFormat(int bytes) {
        this.bytes = bytes;
    }

    /** The size of one number. */
    public int bytes() {
        return bytes;
    }

    /**
     * Numbers as float32.
     *
     * @param source the memory of the numbers
     * @param first the index of the first to read
     * @param count how many to read
     */
    public float[] read(MemorySegment source, long first, int count) {
        var target = new float[count];
        decode(source, first, target);
        return target;
    }

    /**
     * Writes float32 numbers, rounded to this format.
     *
     * @param target the memory of the numbers
     * @param first the index of the first to write
     */
    public void write(float[] source, MemorySegment target, long first) {
        encode(source, target, first);
    }

    abstract void decode(MemorySegment source, long first, float[] target);

    abstract void encode(float[] source, MemorySegment target, long first);

    public static short toBfloat16(float value) {
        int bits = Float.floatToRawIntBits(value);
        if (Float.isNaN(value)) {
            return (short) ((bits >>> Short.SIZE) | 0x40);
        }
        return (short) ((bits + 0x7fff + ((bits >>> Short.SIZE) & 1)) >>> Short.SIZE);
    }
}
