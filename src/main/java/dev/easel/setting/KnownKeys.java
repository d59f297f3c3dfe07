package dev.easel.setting;

import io.smallrye.config.ConfigMappingInterface.Property;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** All keys that the typed mappings read, as a tree of their names. {@code *} stands for a name that is free. */
public final class KnownKeys {
    private static final Pattern NAME = Pattern.compile("(?:\"[^\"]*\"|[^.\"])+");
    private static final String ANY = "*";

    private final Node root = new Node();

    /** A name within its level. */
    static final class Node {
        final SortedMap<String, Node> names = new TreeMap<>();
        Optional<ValueType> value = Optional.empty();
        boolean list;

        Optional<Node> next(String name) {
            return Optional.ofNullable(names.get(name)).or(() -> Optional.ofNullable(names.get(ANY)));
        }
    }

    /** The keys of some mappings. */
    public KnownKeys(List<Class<?>> mappings) {
        for (var mapping : mappings) {
            ConfigMappings.getProperties(ConfigClass.configClass(mapping)).forEach(this::add);
        }
    }

    private void add(String key, Property property) {
        var node = root;
        for (String name : names(key)) {
            node = node.names.computeIfAbsent(withoutIndex(name), _ -> new Node());
            node.list |= name.endsWith("]");
        }
        node.value = typeOf(property).map(ValueType::of);
    }

    private static Optional<Class<?>> typeOf(Property property) {
        if (property.isOptional() && !property.isLeaf()) {
            return typeOf(property.asOptional().getNestedProperty());
        }
        if (property.isCollection()) {
            return typeOf(property.asCollection().getElement());
        }
        if (property.isMap()) {
            return typeOf(property.asMap().getValueProperty());
        }
        if (property.isPrimitive()) {
            return Optional.of(property.asPrimitive().getPrimitiveType());
        }
        return property.isLeaf() ? Optional.of(property.asLeaf().getValueRawType()) : Optional.empty();
    }

    Node root() {
        return root;
    }

    /** Whole keys, with {@code *} for names that are free. */
    public List<String> all() {
        var keys = new TreeSet<String>();
        collect("", root, keys);
        return List.copyOf(keys);
    }

    private static void collect(String key, Node node, Set<String> keys) {
        if (node.value.isPresent()) {
            keys.add(key);
        }
        node.names.forEach((name, child) -> collect(key.isEmpty() ? name : key + "." + name, child, keys));
    }

    /** What a key takes, if it exists. */
    Optional<ValueType> typeOf(String key) {
        var node = Optional.of(root);
        for (String name : names(key)) {
            node = node.flatMap(found -> found.next(withoutIndex(name)));
        }
        return node.flatMap(found -> found.value);
    }

    /**
     * Why no mapping reads a key.
     *
     * @param key the key as far as its first unknown name
     * @param reason what is wrong with that name
     */
    record Unknown(String key, String reason) {}

    /** Why no mapping reads a key, and which key is meant. */
    Unknown unknown(String key) {
        var node = root;
        var known = new ArrayList<String>();
        for (String name : names(key)) {
            var next = node.next(withoutIndex(name));
            if (next.isEmpty()) {
                String whole = String.join(".", known);
                return node.names.isEmpty()
                        ? new Unknown(whole, "takes a value and has no keys below it")
                        : new Unknown(whole + "." + name, unknown(name, node));
            }
            node = next.get();
            known.add(withoutIndex(name));
        }
        return new Unknown(
                String.join(".", known),
                node.names.isEmpty()
                        ? "takes one value, not a list"
                        : "is a group of keys and takes no value itself. Its keys: " + list(node));
    }

    private String unknown(String name, Node level) {
        String dotted = name.replace("\"", "");
        if (name.startsWith("\"") && typeOf(dotted).isPresent()) {
            return "unknown key; write each part of " + dotted + " on a line of its own";
        }
        String meant = Nearest.of(name, level.names.keySet())
                .or(() -> elsewhere(name))
                .map(near -> "; did you mean " + near + "?")
                .orElse(".");
        return "unknown key" + meant + " Keys here: " + list(level);
    }

    /** The whole key of this name on another level, if there is just one. */
    private Optional<String> elsewhere(String name) {
        var keys = all().stream().filter(key -> key.endsWith("." + name)).toList();
        return keys.size() == 1 ? Optional.of(keys.getFirst()) : Optional.empty();
    }

    private static String list(Node level) {
        return level.names.keySet().stream()
                .map(name -> name.equals(ANY) ? "a name of your own" : name)
                .collect(Collectors.joining(", "));
    }

    static List<String> names(String key) {
        return NAME.matcher(key).results().map(MatchResult::group).toList();
    }

    private static String withoutIndex(String name) {
        return name.replaceFirst("\\[(\\d+|\\*)]$", "");
    }
}
