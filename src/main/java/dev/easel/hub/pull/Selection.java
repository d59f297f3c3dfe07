package dev.easel.hub.pull;

import dev.easel.hub.RemoteFile;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which files of a repository are fetched. Patterns are those of the Hub's tools: {@code *} also matches {@code /},
 * {@code ?} matches one character, and a folder ends with {@code /}.
 *
 * @param include the files to fetch; when empty, those that Easel serves: graphs with their weights, configurations,
 *     vocabularies, and of several precisions of one graph only the one without a suffix
 * @param exclude the files to leave out of these
 */
record Selection(List<String> include, List<String> exclude) {
    /** What Easel serves. */
    static final Selection SERVED = new Selection(List.of(), List.of());

    private static final List<String> SERVED_FILES = List.of(
            "*.json", "*.txt", "*.model", "*.jinja", "*.onnx", "*.onnx_data*", "*.onnx.data*", "*.onnx_adapter");
    /** A graph in another precision, such as {@code model_fp16.onnx} and the weights beside it. */
    private static final Pattern PRECISION =
            Pattern.compile("(.*)_(?:fp16|float16|bf16|bfloat16|quantized|q8|q4|q4f16|bnb4|int8|uint8|int4)\\.onnx.*");

    Selection {
        include = List.copyOf(include);
        exclude = List.copyOf(exclude);
    }

    /** The files of a repository that are fetched, in its order. */
    List<RemoteFile> of(List<RemoteFile> files) {
        var paths = files.stream().map(RemoteFile::path).collect(Collectors.toSet());
        return files.stream()
                .filter(file -> isIncluded(file.path(), paths))
                .filter(file -> !matches(exclude, file.path()))
                .toList();
    }

    /** The graphs in other precisions that are left out because {@code include} is empty. */
    List<RemoteFile> otherPrecisions(List<RemoteFile> files) {
        var paths = files.stream().map(RemoteFile::path).collect(Collectors.toSet());
        return include.isEmpty()
                ? files.stream()
                        .filter(file -> isOtherPrecision(file.path(), paths))
                        .toList()
                : List.of();
    }

    private boolean isIncluded(String path, Set<String> all) {
        return include.isEmpty() ? matches(SERVED_FILES, path) && !isOtherPrecision(path, all) : matches(include, path);
    }

    private static boolean isOtherPrecision(String path, Set<String> all) {
        return plainGraph(path).filter(all::contains).isPresent();
    }

    private static Optional<String> plainGraph(String path) {
        var matcher = PRECISION.matcher(path);
        return matcher.matches() ? Optional.of(matcher.group(1) + ".onnx") : Optional.empty();
    }

    private static boolean matches(List<String> patterns, String path) {
        return patterns.stream().anyMatch(pattern -> matches(pattern, path));
    }

    private static boolean matches(String pattern, String path) {
        var whole = pattern.endsWith("/") ? pattern + "*" : pattern;
        var expression = whole.chars()
                .mapToObj(character -> switch (character) {
                    case '*' -> ".*";
                    case '?' -> ".";
                    default -> Pattern.quote(Character.toString(character));
                })
                .collect(Collectors.joining());
        return path.matches(expression);
    }
}
