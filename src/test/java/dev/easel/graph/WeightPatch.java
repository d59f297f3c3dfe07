package dev.easel.graph;

import dev.easel.tensor.FloatFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** Writes other numbers over the weights in a graph's file. */
public final class WeightPatch {
    private WeightPatch() {}

    /** All numbers of a weight. */
    public static void fill(Path graph, String weight, float value) {
        var found = GraphFile.read(graph).initializers().get(weight);
        write(graph, found, 0, (int) found.elements(), value);
    }

    /** One row of a weight. */
    public static void fillRow(Path graph, String weight, int row, float value) {
        var found = GraphFile.read(graph).initializers().get(weight);
        int columns = Math.toIntExact(found.elements() / found.extents().getFirst());
        write(graph, found, row * columns, columns, value);
    }

    private static void write(Path graph, Initializer weight, int first, int count, float value) {
        FloatFormat format = weight.format().orElseThrow();
        var values = new float[count];
        Arrays.fill(values, value);
        var bytes = ByteBuffer.allocate(count * format.bytes());
        format.write(values, MemorySegment.ofBuffer(bytes), 0);
        var range = ((Initializer.Values.Embedded) weight.values()).range();
        try (var file = FileChannel.open(graph, StandardOpenOption.WRITE)) {
            file.write(bytes, range.offset() + (long) first * format.bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
