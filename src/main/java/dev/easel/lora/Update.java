package dev.easel.lora;

import java.io.IOException;
import java.util.Arrays;

/**
 * What one module of a LoRA adds to one weight: some rows of {@code up} times all of {@code down}.
 *
 * @param source the LoRA
 * @param module its module
 * @param target the weight
 * @param firstRow the first of up's rows
 * @param rows how many of them
 * @param targetRow the output feature that the first row is for
 */
record Update(AppliedLora source, LowRank module, ModuleWeight target, int firstRow, int rows, int targetRow) {

    /** A product {@code scale * left @ right} that is added to rows and columns of a weight. */
    static final class Product {
        private final float scale;
        private final float[] left;
        private final float[][] right;
        private final int row;
        private final int column;

        /**
         * A product.
         *
         * @param left [rows, rank]
         * @param right [rank, columns]
         * @param row the weight's row that the product's first row is for
         * @param column the same for columns
         */
        Product(float scale, float[] left, float[][] right, int row, int column) {
            this.scale = scale;
            this.left = left;
            this.right = right;
            this.row = row;
            this.column = column;
        }

        /** Adds the product's part of one of the weight's rows. */
        void addTo(int weightRow, float[] values) {
            int rank = right.length;
            int leftRow = weightRow - row;
            if (leftRow < 0 || (leftRow + 1) * (long) rank > left.length) {
                return;
            }
            var sum = new float[right[0].length];
            for (int k = 0; k < rank; k++) {
                addScaled(left[leftRow * rank + k], right[k], sum, 0);
            }
            addScaled(scale, sum, values, column);
        }

        private static void addScaled(float factor, float[] source, float[] target, int offset) {
            for (int i = 0; i < source.length; i++) {
                target[offset + i] += factor * source[i];
            }
        }
    }

    /** Reads the factors, as the weight's layout wants them. */
    Product product() throws IOException {
        try (var channel = source.lora().open()) {
            float[] down = source.lora().floats(channel, module, module.down());
            float[] up = source.lora().floats(channel, module, module.up());
            float scale = (float) (source.weight() * module.scale());
            return switch (target.layout()) {
                case OUT_IN -> new Product(scale, rowsOf(up), split(down, target.in()), targetRow, 0);
                case IN_OUT ->
                    new Product(
                            scale,
                            transpose(down, target.in()),
                            split(transpose(rowsOf(up), rank()), rows),
                            0,
                            targetRow);
            };
        }
    }

    private int rank() {
        return module.rank();
    }

    private float[] rowsOf(float[] up) {
        return Arrays.copyOfRange(up, firstRow * rank(), (firstRow + rows) * rank());
    }

    private static float[][] split(float[] matrix, int columns) {
        var result = new float[matrix.length / columns][];
        for (int row = 0; row < result.length; row++) {
            result[row] = Arrays.copyOfRange(matrix, row * columns, (row + 1) * columns);
        }
        return result;
    }

    private static float[] transpose(float[] matrix, int columns) {
        int rows = matrix.length / columns;
        var result = new float[matrix.length];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                result[column * rows + row] = matrix[row * columns + column];
            }
        }
        return result;
    }
}
