package dev.easel.lora;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Groups a file's tensors by module: finds the two factors and the alpha of each, and checks that they fit together.
 */
final class LoraReader {
    private static final String EXPECTATION = "a LoRA: a down and an up factor for each module";

    private final Safetensors file;
    private final TrainedScale trained;

    private LoraReader(Safetensors file) {
        this.file = file;
        this.trained = TrainedScale.read(file);
    }

    /** A module, and where it is. */
    private record Place(Part part, String module) {}

    static Map<Part, List<LowRank>> read(Safetensors file) throws IOException {
        return new LoraReader(file).read();
    }

    private Map<Part, List<LowRank>> read() throws IOException {
        refuseOtherMethods();
        var places = places();
        var modules = new EnumMap<Part, List<LowRank>>(Part.class);
        try (var channel = FileChannel.open(file.path())) {
            for (var place : places.entrySet()) {
                modules.computeIfAbsent(place.getKey().part(), part -> new ArrayList<>())
                        .add(module(channel, place.getKey(), place.getValue()));
            }
        }
        if (modules.isEmpty()) {
            throw refused("has no tensors");
        }
        return modules;
    }

    private void refuseOtherMethods() {
        for (String name : file.tensors().keySet()) {
            LoraKey.otherMethod(name).ifPresent(method -> {
                throw new LoraException(
                        file.path(),
                        "has the tensor '" + name + "' of " + method,
                        "plain LoRA; nothing else is supported");
            });
        }
    }

    private Map<Place, Map<LoraKey.Role, String>> places() {
        var places = new LinkedHashMap<Place, Map<LoraKey.Role, String>>();
        var unknown = new ArrayList<String>();
        for (String name : file.tensors().keySet()) {
            LoraKey.parse(name)
                    .ifPresentOrElse(
                            key -> {
                                var tensors = places.computeIfAbsent(
                                        new Place(key.part(), key.module()),
                                        place -> new EnumMap<>(LoraKey.Role.class));
                                String same = tensors.put(key.role(), name);
                                if (same != null) {
                                    throw refused("has both '" + same + "' and '" + name + "'");
                                }
                            },
                            () -> unknown.add(name));
        }
        if (!unknown.isEmpty()) {
            throw refused("has tensors that are no part of LoRA: " + Names.some(unknown));
        }
        return places;
    }

    private LowRank module(FileChannel channel, Place place, Map<LoraKey.Role, String> names) throws IOException {
        for (var role : List.of(LoraKey.Role.DOWN, LoraKey.Role.UP)) {
            if (!names.containsKey(role)) {
                throw refused("has " + names.values() + " without the other factor");
            }
        }
        var down = tensor(names, LoraKey.Role.DOWN);
        var up = tensor(names, LoraKey.Role.UP);
        long rank = down.extent(0);
        boolean fits = down.extents().size() >= 2
                && up.extents().size() >= 2
                && rank > 0
                && up.elements() == up.extent(0) * rank
                && up.extent(1) == rank;
        if (!fits) {
            throw refused(
                    "has factors of shapes " + down.extents() + " and " + up.extents() + " for " + place.module());
        }
        return new LowRank(place.module(), down, up, scale(channel, place, names, rank));
    }

    private double scale(FileChannel channel, Place place, Map<LoraKey.Role, String> names, long rank)
            throws IOException {
        if (!names.containsKey(LoraKey.Role.ALPHA)) {
            return trained.of(file.path(), new LoraKey(place.part(), place.module(), LoraKey.Role.ALPHA), rank);
        }
        var alpha = tensor(names, LoraKey.Role.ALPHA);
        float value = alpha.elements() == 1 ? file.floats(channel, alpha)[0] : Float.NaN;
        if (!Float.isFinite(value)) {
            throw refused("has the alpha '" + names.get(LoraKey.Role.ALPHA) + "' that is not one finite number");
        }
        return (double) value / rank;
    }

    private Safetensors.Entry tensor(Map<LoraKey.Role, String> names, LoraKey.Role role) {
        return Objects.requireNonNull(file.tensors().get(names.get(role)));
    }

    private LoraException refused(String problem) {
        return new LoraException(file.path(), problem, EXPECTATION);
    }
}
