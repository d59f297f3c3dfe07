package dev.easel.hub;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/**
 * A model in the Hub's cache on disk, in the layout that huggingface_hub defines and other tools share:
 *
 * <pre>
 * models--organization--name/
 *   refs/main                    the commit of the branch
 *   blobs/(checksum)             the contents
 *   snapshots/(commit)/...       the files, links to blobs
 * .locks/models--organization--name/(checksum).lock
 * </pre>
 *
 * <p>Safe for any number of threads and processes: it only reads.
 *
 * @param root the cache's folder, which need not exist
 * @param id the model
 */
public record HubCache(Path root, HubId id) {
    /** Other tools keep one growing file called {@code .incomplete}; they must not mistake Easel's for theirs. */
    static final String PARTIAL_SUFFIX = ".easel.incomplete";

    private static final int LONGEST_REF = 100;

    /** The model's folder. */
    public Path repository() {
        return root.resolve(id.folder());
    }

    /** The folder of its contents. */
    public Path blobs() {
        return repository().resolve("blobs");
    }

    /** The content with this checksum. */
    public Path blob(Checksum checksum) {
        return blobs().resolve(checksum.hex());
    }

    /** What an earlier pull left of a content. */
    public Path partial(Checksum checksum) {
        return blobs().resolve(checksum.hex() + PARTIAL_SUFFIX);
    }

    /** A new place for a content, for one process only. */
    public Path unsharedPartial(Checksum checksum) {
        return blobs().resolve(checksum.hex() + "." + UUID.randomUUID() + PARTIAL_SUFFIX);
    }

    /** The lock of a content. */
    public Path lock(Checksum checksum) {
        return root.resolve(".locks").resolve(id.folder()).resolve(checksum.hex() + ".lock");
    }

    /** The files of a commit. */
    public Path snapshot(String commit) {
        return repository().resolve("snapshots").resolve(commit);
    }

    /** The file that holds the commit of a branch or tag. */
    public Path ref(Revision revision) {
        return repository().resolve("refs").resolve(revision.name());
    }

    /**
     * The folder with the model's files at a revision.
     *
     * @throws HubException if it has not been fetched, or not completely; the message has the command that fetches it
     */
    public Path snapshot(Revision revision) {
        if (!Files.isDirectory(repository())) {
            throw missing(revision, "is not in the cache " + root);
        }
        var commit = commit(revision);
        var folder = snapshot(commit);
        if (!Files.isDirectory(folder)) {
            throw missing(revision, "has not been fetched completely: there is no folder " + folder);
        }
        new SnapshotCheck(this, revision, commit).gap().ifPresent(gap -> {
            throw missing(revision, "has not been fetched completely: " + gap);
        });
        return folder;
    }

    private String commit(Revision revision) {
        return revision.isCommit()
                ? revision.name()
                : readRef(revision)
                        .orElseThrow(() -> missing(
                                revision,
                                "is not in the cache " + root + " at the revision '" + revision
                                        + "', or has not been fetched completely"));
    }

    private Optional<String> readRef(Revision revision) {
        var file = ref(revision);
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

    private HubException missing(Revision revision, String problem) {
        var command = new StringBuilder("./easel pull ").append(id);
        if (!revision.equals(Revision.MAIN)) {
            command.append(" --revision ").append(revision);
        }
        command.append(" --cache-dir '").append(root).append('\'');
        return new HubException(
                "the model " + id + " " + problem + ". Nothing is fetched while serving; fetch it with: " + command);
    }
}
