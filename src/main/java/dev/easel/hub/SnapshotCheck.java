package dev.easel.hub;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Detects that the download of a snapshot was interrupted. Easel creates a snapshot only when it is complete; the Hub's own
 * tools fill it file by file. Files that were left out on purpose are no gap. These are gaps:
 *
 * <ul>
 *   <li>a file that links to a missing blob,
 *   <li>with the listing that newer tools leave in {@code trees/(commit).json}: a missing file whose download has begun, or
 *       that holds the weights of a graph that is present,
 *   <li>without a listing, for the latest commit of a branch or tag: any blob whose download has only begun.
 * </ul>
 */
record SnapshotCheck(HubCache cache, Revision revision, String commit) {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final long LARGEST_LISTING = 64L << 20;
    private static final int DEEPEST = 32;

    /** A description of the first gap; empty if none is known. */
    Optional<String> gap() {
        var folder = cache.snapshot(commit);
        try {
            return brokenLink(folder)
                    .or(() -> listing()
                            .map(listing -> unfinished(folder, listing))
                            .orElseGet(this::unfinished));
        } catch (IOException e) {
            throw new HubException(folder + " cannot be read: " + e.getMessage() + "; expected a readable folder", e);
        }
    }

    private static Optional<String> brokenLink(Path folder) throws IOException {
        try (var walk = Files.walk(folder, DEEPEST)) {
            var files = walk.filter(file -> !Files.isDirectory(file)).toList();
            return files.isEmpty()
                    ? Optional.of("there is no file in " + folder)
                    : files.stream()
                            .filter(file -> !Files.exists(file))
                            .map(file -> file + " links to a file that is not there")
                            .findFirst();
        }
    }

    private Optional<String> unfinished(Path folder, Map<String, String> listing) {
        var begun = begun();
        return listing.entrySet().stream()
                .filter(entry -> !Files.exists(folder.resolve(entry.getKey())))
                .filter(entry -> begun.contains(entry.getValue()) || isWeightOfAGraph(folder, entry.getKey()))
                .map(entry -> entry.getKey() + " is not there")
                .findFirst();
    }

    private Optional<String> unfinished() {
        return revision.isCommit()
                ? Optional.empty()
                : begun().stream()
                        .filter(checksum -> !Files.exists(cache.blobs().resolve(checksum)))
                        .map(checksum -> "only the beginning of the file with the checksum " + checksum + " is there")
                        .findFirst();
    }

    private static boolean isWeightOfAGraph(Path folder, String path) {
        int data = path.indexOf(".onnx") + ".onnx".length();
        boolean isData = data >= ".onnx".length() && (path.startsWith("_data", data) || path.startsWith(".data", data));
        return isData && Files.exists(folder.resolve(path.substring(0, data)));
    }

    /** The checksums of blobs that another tool has begun to fetch. What Easel has begun is in no snapshot yet. */
    private Set<String> begun() {
        if (!Files.isDirectory(cache.blobs())) {
            return Set.of();
        }
        try (var blobs = Files.list(cache.blobs())) {
            return blobs.map(blob -> blob.getFileName().toString())
                    .filter(name -> name.endsWith(".incomplete") && !name.endsWith(HubCache.PARTIAL_SUFFIX))
                    .map(name -> name.substring(0, name.indexOf('.')))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new HubException(cache.blobs() + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** The checksum of each file by path, if the Hub's tools left a readable listing. */
    private Optional<Map<String, String>> listing() {
        var file = cache.repository().resolve("trees").resolve(commit + ".json");
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > LARGEST_LISTING) {
                return Optional.empty();
            }
            var files = new HashMap<String, String>();
            for (var entry : MAPPER.readTree(file.toFile()).path("files").properties()) {
                var value = entry.getValue();
                if (RemoteFile.isSafe(entry.getKey())) {
                    files.put(
                            entry.getKey(),
                            value.path("lfs_sha256")
                                    .asText(value.path("blob_id").asText()));
                }
            }
            return Optional.of(files);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
