package dev.easel.hub.pull;

import dev.easel.hub.HubCache;
import dev.easel.hub.RemoteFile;
import dev.easel.hub.Revision;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/**
 * Publishes fetched blobs as a snapshot: all at once, by renaming a complete folder. A snapshot of another pull or tool is
 * completed file by file. The branch or tag moves last.
 */
record SnapshotWriter(HubCache cache, String commit) {

    /**
     * Publishes the snapshot and moves the revision to it.
     *
     * @param files the files, all of whose blobs are present
     * @return the snapshot's folder
     */
    Path write(List<RemoteFile> files, Revision revision) throws IOException {
        // a folder for each pull; its parent stays, because another process may be about to use it
        var staging = cache.repository().resolve("staging").resolve(commit + "." + UUID.randomUUID());
        try {
            for (var file : files) {
                link(staging, file);
            }
            publish(staging, files);
            if (!revision.isCommit()) {
                moveRef(staging, revision);
            }
        } finally {
            remove(staging);
        }
        return cache.snapshot(commit);
    }

    private void link(Path folder, RemoteFile file) throws IOException {
        var link = folder.resolve(file.path());
        var blob = cache.blob(file.checksum());
        Files.createDirectories(link.getParent());
        try {
            long depth =
                    file.path().chars().filter(character -> character == '/').count();
            var blobs = "../".repeat(Math.toIntExact(depth) + 2) + "blobs";
            Files.createSymbolicLink(link, Path.of(blobs, file.checksum().hex()));
        } catch (UnsupportedOperationException | IOException e) {
            hardLinkOrCopy(link, blob);
        }
    }

    private static void hardLinkOrCopy(Path link, Path blob) throws IOException {
        try {
            Files.createLink(link, blob);
        } catch (UnsupportedOperationException | IOException e) {
            Files.copy(blob, link, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void publish(Path staging, List<RemoteFile> files) throws IOException {
        var snapshot = cache.snapshot(commit);
        Files.createDirectories(snapshot.getParent());
        if (!Files.exists(snapshot) && moved(staging, snapshot)) {
            return;
        }
        for (var file : files) {
            var to = snapshot.resolve(file.path());
            Files.createDirectories(to.getParent());
            Files.move(staging.resolve(file.path()), to, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static boolean moved(Path staging, Path snapshot) throws IOException {
        try {
            Files.move(staging, snapshot, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (IOException e) {
            if (Files.isDirectory(snapshot)) {
                return false; // another process was faster
            }
            throw e;
        }
    }

    private void moveRef(Path staging, Revision revision) throws IOException {
        var ref = cache.ref(revision);
        Files.createDirectories(ref.getParent());
        Files.createDirectories(staging);
        var next = Files.writeString(staging.resolve("ref"), commit, StandardCharsets.US_ASCII);
        Files.move(next, ref, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void remove(Path staging) throws IOException {
        if (Files.exists(staging)) {
            try (var files = Files.walk(staging)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
