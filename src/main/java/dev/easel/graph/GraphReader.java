package dev.easel.graph;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the parts of {@code onnx.proto3}'s messages that {@link GraphFile} has; all else is skipped. */
final class GraphReader {
    private static final int MODEL_GRAPH = 7;
    private static final int GRAPH_NODE = 1;
    private static final int GRAPH_INITIALIZER = 5;
    private static final String SCOPES = "pkg.torch.onnx.name_scopes";

    private final Path path;
    private final CodedInputStream in;
    private final List<GraphNode> nodes = new ArrayList<>();
    private final Map<String, Initializer> initializers = new LinkedHashMap<>();
    private Optional<Initializer.Range> graph = Optional.empty();
    private long graphTag;

    GraphReader(Path path, CodedInputStream in) {
        this.path = path;
        this.in = in;
    }

    /** What is done with a field of a message. */
    private interface FieldReader {
        /** Reads the field; false to have it skipped. */
        boolean read(int field, int tag) throws IOException;
    }

    GraphFile read() throws IOException {
        fields((field, tag) -> {
            if (field != MODEL_GRAPH || graph.isPresent()) {
                return false;
            }
            graphTag = (long) in.getTotalBytesRead() - size(tag);
            int length = in.readRawVarint32();
            graph = Optional.of(new Initializer.Range(in.getTotalBytesRead(), length));
            message(length, this::graphField);
            return true;
        });
        return new GraphFile(
                path,
                nodes,
                initializers,
                graph.orElseThrow(() -> new IOException("there is no graph in it")),
                graphTag);
    }

    private void fields(FieldReader reader) throws IOException {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (!reader.read(WireFormat.getTagFieldNumber(tag), tag)) {
                in.skipField(tag);
            }
        }
    }

    private void message(int length, FieldReader reader) throws IOException {
        int outer = in.pushLimit(length);
        fields(reader);
        in.checkLastTagWas(0);
        if (in.getBytesUntilLimit() != 0) {
            throw new IOException("it ends early");
        }
        in.popLimit(outer);
    }

    private boolean graphField(int field, int tag) throws IOException {
        int start = in.getTotalBytesRead() - size(tag);
        switch (field) {
            case GRAPH_NODE -> nodes.add(node());
            case GRAPH_INITIALIZER -> {
                var initializer = new TensorReader().read(start);
                initializers.put(initializer.name(), initializer);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private static int size(int tag) {
        return CodedOutputStream.computeUInt32SizeNoTag(tag);
    }

    private GraphNode node() throws IOException {
        var inputs = new ArrayList<String>();
        var outputs = new ArrayList<String>();
        var names = new HashMap<Integer, String>();
        var integers = new HashMap<String, List<Long>>();
        var metadata = new HashMap<String, String>();
        message(in.readRawVarint32(), (field, tag) -> {
            switch (field) {
                case 1 -> inputs.add(in.readString());
                case 2 -> outputs.add(in.readString());
                case 3, 4 -> names.put(field, in.readString());
                case 5 -> attribute(integers);
                case 9 -> entry(metadata);
                default -> {
                    return false;
                }
            }
            return true;
        });
        return new GraphNode(
                names.getOrDefault(3, ""),
                names.getOrDefault(4, ""),
                inputs,
                outputs,
                integers,
                scope(metadata.getOrDefault(SCOPES, "")));
    }

    /** The last but one of {@code ['', 'm', 'm.x_embedder', 'linear']}: the module around the call. */
    private static Optional<String> scope(String scopes) {
        String[] names = scopes.replaceAll("[\\[\\]' ]", "").split(",", -1);
        return names.length < 2 || names[names.length - 2].isEmpty()
                ? Optional.empty()
                : Optional.of(names[names.length - 2]);
    }

    private void attribute(Map<String, List<Long>> integers) throws IOException {
        var name = new StringBuilder();
        var values = new ArrayList<Long>();
        message(in.readRawVarint32(), (field, tag) -> {
            switch (field) {
                case 1 -> name.append(in.readString());
                case 3, 8 -> longs(tag, values);
                default -> {
                    return false;
                }
            }
            return true;
        });
        integers.put(name.toString(), values);
    }

    private void longs(int tag, List<Long> values) throws IOException {
        if (WireFormat.getTagWireType(tag) != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
            values.add(in.readInt64());
            return;
        }
        int outer = in.pushLimit(in.readRawVarint32());
        while (!in.isAtEnd()) {
            values.add(in.readInt64());
        }
        in.popLimit(outer);
    }

    private void entry(Map<String, String> entries) throws IOException {
        var parts = new HashMap<Integer, String>();
        message(in.readRawVarint32(), (field, tag) -> {
            if (field > 2) {
                return false;
            }
            parts.put(field, in.readString());
            return true;
        });
        entries.put(parts.getOrDefault(1, ""), parts.getOrDefault(2, ""));
    }

    /** Reads one TensorProto. */
    private final class TensorReader {
        private final List<Long> extents = new ArrayList<>();
        private final Map<String, String> external = new HashMap<>();
        private Initializer.Values values = new Initializer.Values.Unread();
        private String name = "";
        private int dataType;
        private long location;

        Initializer read(int start) throws IOException {
            message(in.readRawVarint32(), this::field);
            var entry = new Initializer.Range(start, (long) in.getTotalBytesRead() - start);
            requireExtents();
            if (location == 1) {
                values = external();
            }
            return new Initializer(name, extents, dataType, values, entry);
        }

        private void requireExtents() throws IOException {
            long elements = 1;
            for (long extent : extents) {
                elements = extent < 0 ? Long.MAX_VALUE : Math.multiplyExact(elements, extent);
            }
            if (elements > Integer.MAX_VALUE) {
                throw new IOException("the weight " + name + " has the shape " + extents);
            }
        }

        private boolean field(int field, int tag) throws IOException {
            switch (field) {
                case 1 -> longs(tag, extents);
                case 2 -> dataType = in.readInt32();
                case 8 -> name = in.readString();
                case 4, 9, 10 -> values = new Initializer.Values.Embedded(block(tag));
                case 5 -> values = new Initializer.Values.Varints(block(tag));
                case 13 -> entry(external);
                case 14 -> location = in.readInt64();
                default -> {
                    return false;
                }
            }
            return true;
        }

        /** A field's bytes, which are skipped; numbers that do not lie together are in no block. */
        private Initializer.Range block(int tag) throws IOException {
            if (WireFormat.getTagWireType(tag) != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
                in.skipField(tag);
                return new Initializer.Range(in.getTotalBytesRead(), 0);
            }
            int length = in.readRawVarint32();
            var range = new Initializer.Range(in.getTotalBytesRead(), length);
            in.skipRawBytes(length);
            return range;
        }

        private Initializer.Values external() throws IOException {
            try {
                var file = Path.of(external.getOrDefault("location", ""));
                if (file.isAbsolute() || file.normalize().startsWith("..")) {
                    throw new IOException("the weight " + name + " lies outside of the model's folder");
                }
                return new Initializer.Values.External(
                        path.resolveSibling(file),
                        Long.parseLong(external.getOrDefault("offset", "0")),
                        Optional.ofNullable(external.get("length")).map(Long::parseLong));
            } catch (IllegalArgumentException e) {
                throw new IOException("the weight " + name + " has no proper place in " + external, e);
            }
        }
    }
}
