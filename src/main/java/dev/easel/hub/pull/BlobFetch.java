package dev.easel.hub.pull;

import dev.easel.hub.HubCache;
import dev.easel.hub.HubException;
import dev.easel.hub.RemoteFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

/**
 * Fetches blobs into the cache. A blob gets its name only after its checksum is verified. A lock keeps two processes from
 * fetching it twice.
 *
 * @param partSize the bytes of a part of a large file
 */
record BlobFetch(HubCache cache, String commit, HubClient client, long partSize, Progress progress) {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int POLLS_BEFORE_NOTICE = 5;
    private static final Duration MAX_SILENCE = Duration.ofMinutes(15);

    /** Whether a file's content is in the cache. */
    boolean isPresent(RemoteFile file) {
        var blob = cache.blob(file.checksum());
        try {
            return Files.isRegularFile(blob) && Files.size(blob) == file.size();
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Fetches a file, unless it is present or another process fetches it in the meantime.
     *
     * @throws HubException if the Hub does not send it, or sends something else
     */
    void fetch(RemoteFile file) throws IOException, InterruptedException {
        switch (lock(file)) {
            case BlobLock.Taken taken -> {
                try (taken) {
                    fetchInto(file, cache.partial(file.checksum()));
                }
            }
            case BlobLock.Busy _ ->
                throw new HubException("another process has held " + cache.lock(file.checksum()) + " for "
                        + MAX_SILENCE.toMinutes() + " minutes without fetching anything; end it, and run this again");
            case BlobLock.Unsupported(var reason) -> {
                progress.say("the cache's file system has no locks (" + reason.getMessage() + "); continuing without");
                fetchIntoOwn(file, cache.unsharedPartial(file.checksum()));
            }
        }
    }

    /** Into a file that no other process knows, and so none resumes. */
    private void fetchIntoOwn(RemoteFile file, Path path) throws IOException {
        try {
            fetchInto(file, path);
        } finally {
            Files.deleteIfExists(path);
        }
    }

    /** Waits for the lock while its holder makes progress. */
    private BlobLock lock(RemoteFile file) throws InterruptedException, IOException {
        var lock = BlobLock.tryToTake(cache.lock(file.checksum()));
        long heardAt = System.nanoTime();
        long modified = -1;
        for (int polls = 1;
                lock instanceof BlobLock.Busy && System.nanoTime() - heardAt < MAX_SILENCE.toNanos();
                polls++) {
            if (polls == POLLS_BEFORE_NOTICE) {
                progress.say("waiting for another process that fetches " + file.path());
            }
            long now = modified(cache.partial(file.checksum()));
            heardAt = now == modified ? heardAt : System.nanoTime();
            modified = now;
            Thread.sleep(POLL);
            lock = BlobLock.tryToTake(cache.lock(file.checksum()));
        }
        return lock;
    }

    private static long modified(Path partial) {
        try {
            return Files.getLastModifiedTime(partial).toMillis();
        } catch (IOException e) {
            return 0;
        }
    }

    private void fetchInto(RemoteFile file, Path path) throws IOException {
        if (isPresent(file)) {
            progress.advance(file.size());
            return;
        }
        if (file.size() == 0) {
            Files.write(path, new byte[0]);
        } else {
            try {
                download(file, path, partSize);
            } catch (PartFetch.NoRangesException e) {
                progress.say(file.path() + " comes in one piece, because the server has no ranges");
                download(file, path, file.size());
            }
        }
        verify(file, path);
        Files.move(
                path, cache.blob(file.checksum()), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        progress.say("fetched " + file.path() + " (" + Progress.bytes(file.size()) + ")");
    }

    private void download(RemoteFile file, Path path, long part) throws IOException {
        try (var partial = PartialBlob.open(path, file.size(), part)) {
            progress.advance(partial.fetched());
            var fetch = new PartFetch(client, cache.id(), commit, file, progress);
            try {
                AllOrNone.run(partial.parts(), client.connections(), fetch::fetch);
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
            throw new HubException(file.path() + " has the checksum " + found + ", but the Hub lists "
                    + file.checksum()
                    + "; the file is removed. Run the same command again; if it fails again, the mirror"
                    + " or a proxy changes the file");
        }
    }
}
