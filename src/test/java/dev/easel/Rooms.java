package dev.easel;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The rooms, which are the packages of Easel, and which of the others each one uses. */
record Rooms(SortedMap<String, SortedSet<String>> uses) {
    private static final String ROOT = "dev.easel.";
    /** Classes that protoc generates are a part of their room. */
    private static final String GENERATED = ".proto";

    static Rooms of(JavaClasses classes) {
        var uses = new TreeMap<String, SortedSet<String>>();
        for (var user : classes) {
            var used = uses.computeIfAbsent(room(user), _ -> new TreeSet<>());
            user.getDirectDependenciesFromSelf().stream()
                    .map(Dependency::getTargetClass)
                    .map(JavaClass::getBaseComponentType)
                    .filter(target -> target.getPackageName().startsWith(ROOT))
                    .map(Rooms::room)
                    .filter(room -> !room.equals(room(user)))
                    .forEach(used::add);
        }
        return new Rooms(uses);
    }

    static String room(JavaClass type) {
        String room = type.getPackageName().substring(ROOT.length());
        return room.endsWith(GENERATED) ? room.substring(0, room.length() - GENERATED.length()) : room;
    }

    /** The arrows as a Mermaid diagram, a line for each room that uses others. */
    String diagram() {
        return uses.entrySet().stream()
                .filter(room -> !room.getValue().isEmpty())
                .map(room -> "  " + node(room.getKey()) + " --> "
                        + room.getValue().stream().map(Rooms::node).collect(Collectors.joining(" & ")) + "\n")
                .collect(Collectors.joining("", "```mermaid\nflowchart LR\n", "```\n"));
    }

    private static String node(String room) {
        return room.contains(".") ? room.replace('.', '_') + "[" + room + "]" : room;
    }
}
