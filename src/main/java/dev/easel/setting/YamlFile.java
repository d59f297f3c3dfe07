package dev.easel.setting;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * A YAML file, read strictly: its settings with their lines, and its mistakes.
 *
 * @param settings the settings, in the file's order; none after a mistake that hides the rest
 * @param lines the lines of all keys, those of groups included
 * @param findings the mistakes
 */
record YamlFile(List<Setting> settings, Map<String, Integer> lines, List<Finding> findings) {

    /** Reads the bytes of a file. */
    static YamlFile of(String file, byte[] content, KeyStyle style) {
        var in = ByteBuffer.wrap(content);
        var text = CharBuffer.allocate(content.length);
        if (StandardCharsets.UTF_8.newDecoder().decode(in, text, true).isError()) {
            return broken(file, lineOf(text.flip().toString()), "not UTF-8; save the file in this encoding");
        }
        return of(file, text.flip().toString(), style);
    }

    private static YamlFile of(String file, String text, KeyStyle style) {
        var tree = new YamlTree(file, style);
        try {
            for (var document : new Yaml(new LoaderOptions()).composeAll(new StringReader(text))) {
                tree.add(document);
            }
            return new YamlFile(tree.settings(), tree.lines(), tree.findings());
        } catch (MarkedYAMLException e) {
            return broken(file, line(e), problem(e));
        } catch (ReaderException e) {
            var before = text.substring(0, text.offsetByCodePoints(0, e.getPosition()));
            return broken(file, lineOf(before), "a character that YAML does not allow");
        } catch (YAMLException e) {
            return broken(file, 0, String.valueOf(e.getMessage()));
        }
    }

    private static YamlFile broken(String file, int line, String problem) {
        return new YamlFile(List.of(), Map.of(), List.of(new Finding(file, line, "", problem)));
    }

    /** Where the mistake is; of what is never closed, where it begins. */
    private static int line(MarkedYAMLException e) {
        boolean unclosed = String.valueOf(e.getProblem()).contains("end of stream");
        return Optional.ofNullable(unclosed ? e.getContextMark() : null)
                        .or(() -> Optional.ofNullable(e.getProblemMark()))
                        .map(Mark::getLine)
                        .orElse(-1)
                + 1;
    }

    private static String problem(MarkedYAMLException e) {
        if (String.valueOf(e.getProblem()).contains("(TAB)")) {
            return "a tab; YAML is indented with spaces";
        }
        var reasons = new ArrayList<String>();
        Optional.ofNullable(e.getContext()).ifPresent(reasons::add);
        Optional.ofNullable(e.getProblem()).ifPresent(reasons::add);
        return "not valid YAML: " + String.join(", ", reasons).replaceAll("\\s+", " ");
    }

    private static int lineOf(String before) {
        return 1 + (int) before.chars().filter(character -> character == '\n').count();
    }
}
