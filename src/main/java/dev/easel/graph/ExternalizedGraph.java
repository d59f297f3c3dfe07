package dev.easel.graph;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * The bytes of a graph's file in which some embedded weights are declared external and have no numbers; all else is
 * copied as it is.
 */
final class ExternalizedGraph {
    private static final int MODEL_GRAPH = 7;
    private static final int GRAPH_INITIALIZER = 5;
    private static final int EXTERNAL = 1;

    private final GraphFile file;
    private final List<Initializer> embedded;

    ExternalizedGraph(GraphFile file, Collection<Initializer> weights) {
        this.file = file;
        this.embedded = weights.stream()
                .filter(weight -> !weight.isExternal())
                .sorted(Comparator.comparingLong(weight -> weight.entry().offset()))
                .toList();
    }

    /**
     * Writes the bytes into memory of an arena.
     *
     * @return a direct buffer
     */
    ByteBuffer write(Arena arena) {
        try {
            byte[] declarations = declarations();
            var kept = kept();
            long graphBytes = kept.stream().mapToLong(Initializer.Range::length).sum() + declarations.length;
            byte[] header = header(Math.toIntExact(graphBytes));
            long end = Files.size(file.path());
            long before = file.graphTag();
            var bytes = arena.allocate(
                    before + header.length + graphBytes + (end - file.graph().end()));
            long position = copy(new Initializer.Range(0, before), bytes, 0);
            position = copy(header, bytes, position);
            for (var range : kept) {
                position = copy(range, bytes, position);
            }
            position = copy(declarations, bytes, position);
            copy(new Initializer.Range(file.graph().end(), end - file.graph().end()), bytes, position);
            return bytes.asByteBuffer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The graph's bytes but for the declarations of the weights that get new ones. */
    private List<Initializer.Range> kept() {
        var ranges = new ArrayList<Initializer.Range>();
        long next = file.graph().offset();
        for (var weight : embedded) {
            ranges.add(new Initializer.Range(next, weight.entry().offset() - next));
            next = weight.entry().end();
        }
        ranges.add(new Initializer.Range(next, file.graph().end() - next));
        return ranges;
    }

    private static byte[] header(int length) {
        return encode(out -> {
            out.writeTag(MODEL_GRAPH, 2);
            out.writeUInt32NoTag(length);
        });
    }

    private byte[] declarations() {
        return encode(out -> {
            for (var weight : embedded) {
                out.writeByteArray(GRAPH_INITIALIZER, declaration(weight));
            }
        });
    }

    /** A TensorProto without numbers; the place that it names is never read, as the session gets the numbers. */
    private static byte[] declaration(Initializer weight) {
        return encode(out -> {
            for (long extent : weight.extents()) {
                out.writeInt64(1, extent);
            }
            out.writeInt32(2, weight.dataType());
            out.writeString(8, weight.name());
            out.writeByteArray(13, encode(entry -> {
                entry.writeString(1, "location");
                entry.writeString(2, "replaced");
            }));
            out.writeInt32(14, EXTERNAL);
        });
    }

    /** Writes protobuf fields. */
    private interface Writer {
        void write(CodedOutputStream out) throws IOException;
    }

    private static byte[] encode(Writer writer) {
        try {
            var bytes = new ByteArrayOutputStream();
            var out = CodedOutputStream.newInstance(bytes);
            writer.write(out);
            out.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long copy(Initializer.Range range, MemorySegment target, long position) {
        WeightFile.read(file.path(), range.offset(), target.asSlice(position, range.length()));
        return position + range.length();
    }

    private static long copy(byte[] source, MemorySegment target, long position) {
        MemorySegment.copy(MemorySegment.ofArray(source), 0, target, position, source.length);
        return position + source.length;
    }
}
