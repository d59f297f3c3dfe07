package dev.easel;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The rooms, which are the packages of Easel, and which of the others each one uses. */
record Rooms(SortedMap<String, NavigableSet<String>> uses) {
    private static final String ROOT = "dev.easel.";

    private static final Pattern COMMENT = Pattern.compile("/\\*\\*(.*?)\\.(?=\\s)", Pattern.DOTALL);

    /** Classes that protoc generates are a part of their room. */
    private static final String GENERATED = ".proto";

    static Rooms of(JavaClasses classes) {
        var uses = new TreeMap<String, NavigableSet<String>>();
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

    /** The rooms as a Markdown table, each with the first sentence of its comment. */
    String table() {
        return uses.keySet().stream()
                .map(room -> "| `" + room + "` | " + sentence(room) + " |\n")
                .collect(Collectors.joining("", "| package | content |\n|---|---|\n", ""));
    }

    private static String sentence(String room) {
        var file = Path.of("src/main/java/dev/easel", room.replace('.', '/'), "package-info.java");
        try {
            var comment = COMMENT.matcher(Files.readString(file));
            return comment.find() ? plain(comment.group(1)) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String plain(String comment) {
        return comment.replaceAll("\\s*\\n \\*\\s*", " ")
                .replaceAll("\\{@\\w+ ([^}]*)}", "`$1`")
                .replaceAll("<[^>]*>", "")
                .strip();
    }

    private static String node(String room) {
        return room.contains(".") ? room.replace('.', '_') + "[" + room + "]" : room;
    }
}
