package dev.easel.graph;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.UnsafeByteOperations;
import dev.easel.graph.proto.ModelProto;
import dev.easel.graph.proto.TensorProto;
import dev.easel.model.ModelException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The structure of an ONNX file: its nodes and its weights. The file is mapped into memory, and weights stay in the mapping:
 * they take no heap.
 */
public final class GraphFile {
    private final Path path;
    private final ModelProto model;
    private final List<GraphNode> nodes;
    private final Map<String, Initializer> initializers = new LinkedHashMap<>();

    private GraphFile(Path path, ModelProto model) throws IOException {
        this.path = path;
        this.model = model;
        this.nodes = model.getGraph().getNodeList().stream().map(GraphNode::new).toList();
        for (var tensor : model.getGraph().getInitializerList()) {
            initializers.put(tensor.getName(), new Initializer(path, tensor));
        }
    }

    /**
     * Reads a file.
     *
     * @throws ModelException if it cannot be read or is no ONNX file
     */
    public static GraphFile read(Path path) {
        try (var channel = FileChannel.open(path)) {
            var file = UnsafeByteOperations.unsafeWrap(channel.map(MapMode.READ_ONLY, 0, channel.size()));
            var in = file.newCodedInput();
            in.enableAliasing(true);
            var model = ModelProto.parseFrom(in);
            if (!model.hasGraph()) {
                throw new IOException("there is no graph in it");
            }
            return new GraphFile(path, model);
        } catch (IOException | IllegalArgumentException e) {
            throw new ModelException(path, "cannot be read (" + e.getMessage() + ")", "a complete ONNX graph", e);
        }
    }

    /** The file. */
    public Path path() {
        return path;
    }

    /** The operators of the main graph, in the file's order. */
    public List<GraphNode> nodes() {
        return nodes;
    }

    /** The main graph's weights by name. */
    public Map<String, Initializer> initializers() {
        return initializers;
    }

    /**
     * The file's content, except that these weights are external and have no values. The location that it gives is never
     * read, because the session gets the values from memory.
     *
     * @return a direct buffer in the arena
     */
    ByteBuffer withExternal(Collection<Initializer> weights, Arena arena) {
        var embedded = weights.stream()
                .filter(weight -> !weight.isExternal())
                .map(Initializer::name)
                .collect(Collectors.toSet());
        var copy = model.toBuilder();
        for (var tensor : copy.getGraphBuilder().getInitializerBuilderList()) {
            if (embedded.contains(tensor.getName())) {
                tensor.clearRawData().clearFloatData().clearInt32Data().clearDoubleData();
                tensor.addExternalDataBuilder().setKey("location").setValue("replaced");
                tensor.setDataLocation(TensorProto.DataLocation.EXTERNAL);
            }
        }
        var message = copy.build();
        var bytes = arena.allocate(message.getSerializedSize()).asByteBuffer();
        try {
            var out = CodedOutputStream.newInstance(bytes);
            message.writeTo(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.rewind();
    }
}
