package dev.easel.setting;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Turns the nodes of YAML documents into settings, as SmallRye's own source does: levels become dots, a name with a dot is
 * quoted, a list is its items and all of them with commas. Unlike that source it keeps lines and refuses doubled keys.
 */
final class YamlTree {
    private static final int MOST_NODES = 10_000;
    private static final int MOST_LEVELS = 50;

    private final String file;
    private final KeyStyle style;
    private final Map<String, Setting> settings = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private int nodes;

    YamlTree(String file, KeyStyle style) {
        this.file = file;
        this.style = style;
    }

    List<Setting> settings() {
        return List.copyOf(settings.values());
    }

    /** The lines of all keys, groups included. */
    Map<String, Integer> lines() {
        return Map.copyOf(lines);
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }

    /**
     * Adds a document.
     *
     * @throws YAMLException if aliases make it too large
     */
    void add(Node document) {
        if (document instanceof MappingNode mapping) {
            entries("", mapping).forEach((name, entry) -> addRoot(name, entry));
        } else if (!document.getTag().equals(Tag.NULL)) {
            report(document, "", "a file holds keys and their values, such as model:");
        }
    }

    /** A profile's name, such as {@code %dev}, stands before the root. */
    private void addRoot(String name, NodeTuple entry) {
        if (name.startsWith("%") && entry.getValueNode() instanceof MappingNode profile) {
            entries(name, profile).forEach((root, child) -> add(name + "." + style.root(root), child, 1));
        } else {
            add(style.root(name), entry, 0);
        }
    }

    private void add(String key, NodeTuple entry, int level) {
        add(key, entry.getValueNode(), line(entry.getKeyNode()), level);
    }

    private void add(String key, Node value, int line, int level) {
        if (++nodes > MOST_NODES || level > MOST_LEVELS) {
            throw new YAMLException("more than " + MOST_NODES + " settings or " + MOST_LEVELS
                    + " levels; are there aliases (*) of aliases?");
        }
        lines.putIfAbsent(key, line);
        switch (value) {
            case MappingNode mapping ->
                entries(key, mapping).forEach((name, entry) -> add(joined(key, name), entry, level + 1));
            case SequenceNode list -> {
                put(key, withCommas(list), line);
                for (int i = 0; i < list.getValue().size(); i++) {
                    var item = list.getValue().get(i);
                    add(key + "[" + i + "]", item, line(item), level + 1);
                }
            }
            case ScalarNode scalar when !scalar.getTag().equals(Tag.NULL) -> put(key, scalar.getValue(), line);
            default -> {
                // a key without a value sets nothing
            }
        }
    }

    private void put(String key, String value, int line) {
        var earlier = settings.putIfAbsent(key, new Setting(file, line, key, value));
        if (earlier != null) {
            findings.add(new Finding(file, line, key, "doubled key; line " + earlier.line() + " has it too"));
        }
    }

    /** The entries of a mapping by name; those that it merges ({@code <<}) come last and give way. */
    private Map<String, NodeTuple> entries(String key, MappingNode mapping) {
        var entries = new LinkedHashMap<String, NodeTuple>();
        var merged = new ArrayList<MappingNode>();
        for (var entry : mapping.getValue()) {
            if (entry.getKeyNode().getTag().equals(Tag.MERGE)) {
                merged.addAll(mappings(entry.getValueNode()));
            } else {
                addEntry(key, entries, entry);
            }
        }
        for (var other : merged) {
            if (++nodes > MOST_NODES) {
                throw new YAMLException("more than " + MOST_NODES + " settings; are there aliases (*) of aliases?");
            }
            entries(key, other).forEach(entries::putIfAbsent);
        }
        return entries;
    }

    private void addEntry(String key, Map<String, NodeTuple> entries, NodeTuple entry) {
        if (!(entry.getKeyNode() instanceof ScalarNode name)) {
            report(entry.getKeyNode(), key, "a key has to be a word");
            return;
        }
        var earlier = entries.putIfAbsent(quoted(name.getValue()), entry);
        if (earlier != null) {
            String whole = key.isEmpty() ? style.root(name.getValue()) : joined(key, quoted(name.getValue()));
            report(name, whole, "doubled key; line " + line(earlier.getKeyNode()) + " has it too");
        }
    }

    private static List<MappingNode> mappings(Node merged) {
        var nodes = merged instanceof SequenceNode list ? list.getValue() : List.of(merged);
        return nodes.stream()
                .filter(MappingNode.class::isInstance)
                .map(MappingNode.class::cast)
                .toList();
    }

    private static String withCommas(SequenceNode list) {
        return list.getValue().stream()
                .filter(ScalarNode.class::isInstance)
                .map(item -> ((ScalarNode) item).getValue().replaceAll("[\\\\,]", "\\\\$0"))
                .collect(Collectors.joining(","));
    }

    private static String joined(String key, String name) {
        return key + "." + name;
    }

    private static String quoted(String name) {
        return name.contains(".") ? '"' + name + '"' : name;
    }

    private void report(Node node, String key, String problem) {
        findings.add(new Finding(file, line(node), key, problem));
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
