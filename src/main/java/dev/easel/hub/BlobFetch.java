package dev.easel.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;

/**
 * Brings blobs into the cache. A blob gets its name when its checksum is right, and not before; a lock keeps two processes from
 * fetching it twice.
 *
 * @param files how many files may be worked on at a time
 * @param connections how many requests may run at a time
 * @param partSize the bytes of a part of a larger file
 */
record BlobFetch(
        HubCache cache,
        HubId id,
        String commit,
        HubClient client,
        Semaphore files,
        Semaphore connections,
        long partSize,
        Retries patience,
        Progress progress) {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration SILENCE = Duration.ofMinutes(15);

    /** Where a file's content is, once it is there. */
    Path blob(RemoteFile file) {
        return cache.blobs(id).resolve(file.checksum().hex());
    }

    /** Whether a file's content is there. */
    boolean isThere(RemoteFile file) {
        try {
            return Files.isRegularFile(blob(file)) && Files.size(blob(file)) == file.size();
        } catch (IOException e) {
            return false;
        }
    }

    /** What an earlier pull left of a file. */
    Path partial(RemoteFile file) {
        return cache.blobs(id).resolve(file.checksum().hex() + PartialBlob.SUFFIX);
    }

    /**
     * Fetches a file, unless it is there or another process fetches it meanwhile.
     *
     * @throws HubException if the Hub does not give it, or gives something else
     */
    void fetch(RemoteFile file) throws IOException, InterruptedException {
        files.acquire();
        try {
            fetchAlone(file);
        } finally {
            files.release();
        }
    }

    private void fetchAlone(RemoteFile file) throws IOException, InterruptedException {
        var lock = lock(file);
        if (lock.isEmpty()) {
            fetchIntoOwn(
                    file,
                    cache.blobs(id).resolve(file.checksum().hex() + "." + UUID.randomUUID() + PartialBlob.SUFFIX));
            return;
        }
        try (var _ = lock.get()) {
            fetchInto(file, partial(file));
        }
    }

    /** Into a file that nobody else knows of, so that nobody goes on with it either. */
    private void fetchIntoOwn(RemoteFile file, Path path) throws IOException, InterruptedException {
        try {
            fetchInto(file, path);
        } finally {
            Files.deleteIfExists(path);
        }
    }

    /** Waits for the lock as long as its holder is at work; nothing where the file system has no locks. */
    private Optional<BlobLock> lock(RemoteFile file) throws InterruptedException, IOException {
        var path = cache.locks(id).resolve(file.checksum().hex() + ".lock");
        long heardAt = System.nanoTime();
        long size = -1;
        for (int polls = 0; ; polls++) {
            var lock = tryToLock(path);
            if (lock.isEmpty() || lock.get().isPresent()) {
                return lock.flatMap(taken -> taken);
            }
            if (polls == 5) {
                progress.say("waiting for another process that fetches " + file.path());
            }
            long now = modified(partial(file));
            heardAt = now == size ? heardAt : System.nanoTime();
            size = now;
            if (System.nanoTime() - heardAt > SILENCE.toNanos()) {
                throw new HubException("another process has held " + path + " for " + SILENCE.toMinutes()
                        + " minutes without fetching anything; end it, and run this again");
            }
            Thread.sleep(POLL);
        }
    }

    /** Nothing where there are no locks, else the lock if it was free. */
    private Optional<Optional<BlobLock>> tryToLock(Path path) throws IOException {
        Files.createDirectories(path.toAbsolutePath().getParent());
        try {
            return Optional.of(BlobLock.tryToTake(path));
        } catch (IOException e) {
            progress.say("the cache's file system has no locks (" + e.getMessage() + "); going on without");
            return Optional.empty();
        }
    }

    private static long modified(Path partial) {
        try {
            return Files.getLastModifiedTime(partial).toMillis();
        } catch (IOException e) {
            return 0;
        }
    }

    private void fetchInto(RemoteFile file, Path path) throws IOException {
        if (isThere(file)) {
            progress.advance(file.size());
            return;
        }
        if (file.size() == 0) {
            Files.createDirectories(cache.blobs(id));
            Files.write(path, new byte[0]);
        } else {
            try {
                download(file, path, partSize);
            } catch (PartFetch.NoRangesException e) {
                progress.say(file.path() + " comes in one piece, as the server has no ranges");
                download(file, path, file.size());
            }
        }
        verify(file, path);
        Files.move(path, blob(file), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        progress.say("fetched " + file.path() + " (" + ByteCount.of(file.size()) + ")");
    }

    private void download(RemoteFile file, Path path, long part) throws IOException {
        try (var partial = PartialBlob.open(path, file.size(), part)) {
            progress.advance(partial.fetched());
            var fetch = new PartFetch(client, id, commit, file, connections, patience, progress);
            try {
                AllOrNone.run(partial.parts(), index -> fetch.fetch(partial, index));
            } catch (PartFetch.NoRangesException e) {
                progress.advance(-partial.fetched());
                throw e;
            }
            partial.finish();
        }
    }

    private void verify(RemoteFile file, Path path) throws IOException {
        var found = file.checksum().of(path);
        if (!found.equals(file.checksum().hex())) {
            Files.delete(path);
            throw new HubException(file.path() + " has the checksum " + found + ", and not " + file.checksum()
                    + " as the Hub says; what came is removed. Run the same command again; if it stays so, the mirror or"
                    + " a proxy changes the file");
        }
    }
}
