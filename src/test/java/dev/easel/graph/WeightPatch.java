package dev.easel.graph;

import com.google.protobuf.ByteString;
import dev.easel.graph.proto.ModelProto;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Overwrites weights in a graph's file. */
public final class WeightPatch {
    private WeightPatch() {}

    /** All values of a weight. */
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
        var format = weight.format().orElseThrow();
        var values = new float[count];
        Arrays.fill(values, value);
        try {
            var model = ModelProto.parseFrom(Files.readAllBytes(graph)).toBuilder();
            for (var tensor : model.getGraphBuilder().getInitializerBuilderList()) {
                if (tensor.getName().equals(weight.name())) {
                    byte[] bytes = tensor.getRawData().toByteArray();
                    format.write(values, MemorySegment.ofArray(bytes), first);
                    tensor.setRawData(ByteString.copyFrom(bytes));
                }
            }
            Files.write(graph, model.build().toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
