package dev.easel.hub.pull;

import dev.easel.hub.Checksum;
import dev.easel.hub.HubCache;
import dev.easel.hub.HubException;
import dev.easel.hub.RemoteFile;
import dev.easel.hub.Revision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Fetches a model from the Hub into the cache. It can be interrupted and run again at any time, and concurrently with other
 * pulls. The model becomes visible in the cache when it is complete.
 *
 * @param cache where to
 * @param client from where
 * @param partSize the bytes of the parts in which a large file is fetched
 */
record Pull(HubCache cache, HubClient client, long partSize, Progress progress) {
    /** Free space to leave on the disk, for tables, links and rounding. */
    private static final long RESERVE = 16L << 20;

    /**
     * Fetches the model.
     *
     * @return its folder
     * @throws HubException if it cannot be fetched
     * @throws UncheckedIOException if the cache cannot be written
     */
    Path run(Revision revision, Selection selection) {
        try {
            return fetch(revision, selection);
        } catch (IOException e) {
            throw new UncheckedIOException("the cache " + cache.root() + " cannot be written: " + e, e);
        }
    }

    private Path fetch(Revision revision, Selection selection) throws IOException {
        RepositoryListing listing;
        try {
            listing = client.list(cache.id(), revision);
        } catch (HubException e) {
            return present(revision, e);
        }
        var files = selection.of(listing.files());
        if (files.isEmpty()) {
            throw new HubException("no file of " + cache.id() + " is selected, of "
                    + listing.files().size() + "; name some with --include, such as --include '*.safetensors'");
        }
        reportOtherPrecisions(listing, selection);
        fetch(new BlobFetch(cache, listing.commit(), client, partSize, progress), files);
        return new SnapshotWriter(cache, listing.commit()).write(files, revision);
    }

    /** A commit never changes: if it is complete in the cache, a Hub that does not respond is no failure. */
    private Path present(Revision revision, HubException noResponse) {
        if (!revision.isCommit()) {
            throw noResponse;
        }
        try {
            var folder = cache.snapshot(revision);
            progress.say(noResponse.getMessage() + "; nothing is fetched, because the commit is in the cache");
            return folder;
        } catch (HubException missing) {
            noResponse.addSuppressed(missing);
            throw noResponse;
        }
    }

    private void reportOtherPrecisions(RepositoryListing listing, Selection selection) {
        var others = selection.otherPrecisions(listing.files());
        if (!others.isEmpty()) {
            progress.say("left out " + others.size() + " files in other precisions, such as "
                    + others.getFirst().path() + "; --include fetches them");
        }
    }

    private void fetch(BlobFetch blobs, List<RemoteFile> files) throws IOException {
        var unique = new LinkedHashMap<Checksum, RemoteFile>();
        files.forEach(file -> unique.putIfAbsent(file.checksum(), file));
        var missing =
                unique.values().stream().filter(file -> !blobs.isPresent(file)).toList();
        long all = bytes(List.copyOf(unique.values()));
        long toFetch = bytes(missing);
        Files.createDirectories(cache.blobs());
        checkSpace(missing, toFetch);
        progress.say(files.size() + " files, " + Progress.bytes(all) + ", to fetch: " + missing.size() + " files, "
                + Progress.bytes(toFetch));
        if (missing.isEmpty()) {
            return;
        }
        progress.begin(all, all - toFetch);
        try {
            AllOrNone.run(missing, client.connections(), blobs::fetch);
        } finally {
            progress.end();
        }
    }

    private void checkSpace(List<RemoteFile> missing, long toFetch) throws IOException {
        long begun = 0;
        for (var file : missing) {
            begun += onDisk(cache.partial(file.checksum()), file);
        }
        long needed = toFetch - begun + RESERVE;
        long free = Files.getFileStore(cache.blobs()).getUsableSpace();
        // some network file systems report 0
        if (free > 0 && needed > free) {
            throw new HubException("the cache " + cache.root() + " has " + Progress.bytes(free) + " free, and "
                    + Progress.bytes(needed)
                    + " are needed; free some space, or choose another folder with --cache-dir");
        }
    }

    private long onDisk(Path partial, RemoteFile file) throws IOException {
        return file.size() > 0 && Files.exists(partial) ? PartialBlob.fetched(partial, file.size(), partSize) : 0;
    }

    private static long bytes(List<RemoteFile> files) {
        return files.stream().mapToLong(RemoteFile::size).sum();
    }
}
