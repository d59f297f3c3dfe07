package dev.easel.hub;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/**
 * Makes fetched blobs a snapshot: all of it at once, by renaming a folder that is ready. A snapshot that another pull or tool
 * has made is added to, file by file. The branch or tag is moved last.
 */
record SnapshotWriter(HubCache cache, HubId id, String commit) {

    /**
     * Makes the snapshot and moves the revision to it.
     *
     * @param files whose blobs are all there
     * @return the snapshot's folder
     */
    Path write(List<RemoteFile> files, Revision revision) throws IOException {
        // its own folder for each pull; the one above stays, as another process may be about to use it
        var staging = cache.repository(id).resolve("staging").resolve(commit + "." + UUID.randomUUID());
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
        return cache.snapshot(id, commit);
    }

    private void link(Path folder, RemoteFile file) throws IOException {
        var link = folder.resolve(file.path());
        var blob = cache.blobs(id).resolve(file.checksum().hex());
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
        var snapshot = cache.snapshot(id, commit);
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
        var ref = cache.ref(id, revision);
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
