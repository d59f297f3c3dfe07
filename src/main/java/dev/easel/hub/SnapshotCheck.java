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
 * Tells whether the fetching of a snapshot was broken off. Easel makes a snapshot only when all of it is there; the Hub's
 * own tools fill it file by file. What somebody left out on purpose is no gap; these are:
 *
 * <ul>
 *   <li>a file that links to a blob which is not there,
 *   <li>by the listing that newer tools leave in {@code trees/(commit).json}: a file of which only the beginning is there,
 *       or the weights of a graph that is,
 *   <li>without a listing, for what a branch or tag was last fetched at: any blob of which only the beginning is there.
 * </ul>
 */
record SnapshotCheck(HubCache cache, HubId id, Revision revision, String commit) {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final long LARGEST_LISTING = 64L << 20;
    private static final int DEEPEST = 32;

    /** What is missing, in words; empty if nothing tells so. */
    Optional<String> gap() {
        var folder = cache.snapshot(id, commit);
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
                        .filter(checksum -> !Files.exists(cache.blobs(id).resolve(checksum)))
                        .map(checksum -> "only the beginning of the file with the checksum " + checksum + " is there")
                        .findFirst();
    }

    private static boolean isWeightOfAGraph(Path folder, String path) {
        int data = path.indexOf(".onnx") + ".onnx".length();
        boolean isData = data >= ".onnx".length() && (path.startsWith("_data", data) || path.startsWith(".data", data));
        return isData && Files.exists(folder.resolve(path.substring(0, data)));
    }

    /** The checksums of blobs that another tool began to fetch. What Easel has begun is in no snapshot yet. */
    private Set<String> begun() {
        if (!Files.isDirectory(cache.blobs(id))) {
            return Set.of();
        }
        try (var blobs = Files.list(cache.blobs(id))) {
            return blobs.map(blob -> blob.getFileName().toString())
                    .filter(name -> name.endsWith(".incomplete") && !name.endsWith(PartialBlob.SUFFIX))
                    .map(name -> name.substring(0, name.indexOf('.')))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new HubException(cache.blobs(id) + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** The checksum of each file, by path, where the Hub's tools left a listing that can be understood. */
    private Optional<Map<String, String>> listing() {
        var file = cache.repository(id).resolve("trees").resolve(commit + ".json");
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
