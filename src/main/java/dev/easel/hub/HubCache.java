package dev.easel.hub;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The Hub's cache on disk, in the layout that huggingface_hub made and everybody shares:
 *
 * <pre>
 * models--organization--name/
 *   refs/main                    the commit that the branch was at
 *   blobs/(checksum)             the contents
 *   snapshots/(commit)/...       the files, links to blobs
 * .locks/models--organization--name/(checksum).lock
 * </pre>
 *
 * <p>Safe for any number of threads and processes: it only reads.
 *
 * @param root the cache's folder, which need not exist
 */
public record HubCache(Path root) {
    private static final int LONGEST_REF = 100;

    /** A model's folder in the cache. */
    Path repository(HubId id) {
        return root.resolve(id.folder());
    }

    /** Where a model's contents are. */
    Path blobs(HubId id) {
        return repository(id).resolve("blobs");
    }

    /** Where a model's locks are. */
    Path locks(HubId id) {
        return root.resolve(".locks").resolve(id.folder());
    }

    /** The files of a commit. */
    Path snapshot(HubId id, String commit) {
        return repository(id).resolve("snapshots").resolve(commit);
    }

    /** Where it is kept which commit a branch or tag was at. */
    Path ref(HubId id, Revision revision) {
        return repository(id).resolve("refs").resolve(revision.name());
    }

    /**
     * The folder with a model's files at a revision.
     *
     * @throws HubException if it has not been fetched, or not completely; the message has the command that fetches it
     */
    public Path snapshot(HubId id, Revision revision) {
        if (!Files.isDirectory(repository(id))) {
            throw missing(id, revision, "is not in the cache " + root);
        }
        var commit = commit(id, revision);
        var folder = snapshot(id, commit);
        if (!Files.isDirectory(folder)) {
            throw missing(id, revision, "has not been fetched completely: there is no folder " + folder);
        }
        new SnapshotCheck(this, id, revision, commit).gap().ifPresent(gap -> {
            throw missing(id, revision, "has not been fetched completely: " + gap);
        });
        return folder;
    }

    private String commit(HubId id, Revision revision) {
        return revision.isCommit()
                ? revision.name()
                : readRef(id, revision)
                        .orElseThrow(() -> missing(
                                id,
                                revision,
                                "is not in the cache " + root + " at the revision '" + revision
                                        + "', or has not been fetched completely"));
    }

    private Optional<String> readRef(HubId id, Revision revision) {
        var file = ref(id, revision);
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > LONGEST_REF) {
                return Optional.empty();
            }
            var commit = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
            return Optional.of(commit).filter(Revision::isCommit);
        } catch (IOException e) {
            throw new HubException(file + " cannot be read: " + e.getMessage() + "; expected a readable file", e);
        }
    }

    private HubException missing(HubId id, Revision revision, String problem) {
        var command = new StringBuilder("./easel pull ").append(id);
        if (!revision.equals(Revision.MAIN)) {
            command.append(" --revision ").append(revision);
        }
        command.append(" --cache-dir '").append(root).append('\'');
        return new HubException(
                "the model " + id + " " + problem + ". Nothing is fetched while serving; fetch it with: " + command);
    }
}
