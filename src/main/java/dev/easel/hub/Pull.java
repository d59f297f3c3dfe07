package dev.easel.hub;

import dev.failsafe.Failsafe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * Fetches a model from the Hub into the cache. It can be broken off and run again at any time, and side by side with others of
 * its kind; the model is visible in the cache when all of it is there.
 *
 * @param cache where to
 * @param client from where
 * @param connections how many requests run at a time
 * @param partSize the bytes of the parts in which a larger file is fetched side by side
 */
record Pull(HubCache cache, HubClient client, int connections, long partSize, Retries patience, Progress progress) {
    /** What is left free on the disk, for tables, links and rounding. */
    private static final long RESERVE = 16L << 20;

    /**
     * Fetches a model.
     *
     * @return its folder
     * @throws HubException if it cannot be fetched
     * @throws UncheckedIOException if the cache cannot be written
     */
    Path run(HubId id, Revision revision, Selection selection) {
        try {
            return fetch(id, revision, selection);
        } catch (IOException e) {
            throw new UncheckedIOException("the cache " + cache.root() + " cannot be written: " + e, e);
        }
    }

    private Path fetch(HubId id, Revision revision, Selection selection) throws IOException {
        RepositoryListing listing;
        try {
            listing = Failsafe.with(patience.<RepositoryListing>policy()).get(() -> client.list(id, revision));
        } catch (HubException e) {
            return whatIsThere(id, revision, e);
        }
        var files = selection.of(listing.files());
        if (files.isEmpty()) {
            throw new HubException(id + " has no file that is asked for, of "
                    + listing.files().size() + "; name them with --include, such as --include '*.safetensors'");
        }
        tellWhatIsLeftOut(listing, selection);
        var blobs = new BlobFetch(
                cache,
                id,
                listing.commit(),
                client,
                new Semaphore(connections),
                new Semaphore(connections),
                partSize,
                patience,
                progress);
        fetch(blobs, files);
        return new SnapshotWriter(cache, id, listing.commit()).write(files, revision);
    }

    /** A commit never changes: if it is there whole, a Hub that does not answer is no reason to fail. */
    private Path whatIsThere(HubId id, Revision revision, HubException noAnswer) {
        if (!revision.isCommit()) {
            throw noAnswer;
        }
        try {
            var folder = cache.snapshot(id, revision);
            progress.say(noAnswer.getMessage() + "; nothing is fetched, as the commit is there");
            return folder;
        } catch (HubException missing) {
            noAnswer.addSuppressed(missing);
            throw noAnswer;
        }
    }

    private void tellWhatIsLeftOut(RepositoryListing listing, Selection selection) {
        var others = selection.otherPrecisions(listing.files());
        if (!others.isEmpty()) {
            progress.say("left out " + others.size() + " files in other precisions, such as "
                    + others.getFirst().path() + "; --include fetches them");
        }
    }

    private void fetch(BlobFetch blobs, List<RemoteFile> files) throws IOException {
        var unique = new LinkedHashMap<Path, RemoteFile>();
        files.forEach(file -> unique.putIfAbsent(blobs.blob(file), file));
        var missing =
                unique.values().stream().filter(file -> !blobs.isThere(file)).toList();
        long all = bytes(List.copyOf(unique.values()));
        long toFetch = bytes(missing);
        Files.createDirectories(cache.blobs(blobs.id()));
        checkSpace(blobs, missing, toFetch);
        progress.say(files.size() + " files, " + ByteCount.of(all) + ", to fetch: " + missing.size() + " files, "
                + ByteCount.of(toFetch));
        if (missing.isEmpty()) {
            return;
        }
        progress.begin(all, all - toFetch);
        try {
            AllOrNone.run(missing.size(), index -> blobs.fetch(missing.get(index)));
        } finally {
            progress.end();
        }
    }

    private void checkSpace(BlobFetch blobs, List<RemoteFile> missing, long toFetch) throws IOException {
        long begun = 0;
        for (var file : missing) {
            begun += onDisk(blobs.partial(file), file);
        }
        long needed = toFetch - begun + RESERVE;
        long free = Files.getFileStore(cache.blobs(blobs.id())).getUsableSpace();
        // some network file systems do not tell
        if (free > 0 && needed > free) {
            throw new HubException("the cache " + cache.root() + " has " + ByteCount.of(free) + " free, and "
                    + ByteCount.of(needed) + " are needed; free some, or name another folder with --cache-dir");
        }
    }

    private long onDisk(Path partial, RemoteFile file) throws IOException {
        return file.size() > 0 && Files.exists(partial) ? PartialBlob.fetched(partial, file.size(), partSize) : 0;
    }

    private static long bytes(List<RemoteFile> files) {
        return files.stream().mapToLong(RemoteFile::size).sum();
    }
}
