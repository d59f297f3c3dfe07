package dev.easel.hub;

import dev.failsafe.Failsafe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Fetches one part of a file, as often as it takes within the patience there is. The address names the commit and the checksum
 * is known, so that parts of different answers can only be of the same file, without an {@code If-Range}.
 *
 * @param connections how many requests may run at a time
 */
record PartFetch(
        HubClient client,
        HubId id,
        String commit,
        RemoteFile file,
        Semaphore connections,
        Retries patience,
        Progress progress) {
    private static final int BUFFER = 1 << 18;

    /** The server sends a file only as a whole, so that it cannot come in parts. */
    static final class NoRangesException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /**
     * Fetches what is missing of a part.
     *
     * @throws HubException if the Hub does not give it
     * @throws NoRangesException if there are several parts and the server cannot send one
     */
    void fetch(PartialBlob partial, int part) {
        Failsafe.with(patience.<Void>policy()).run(() -> tryOnce(partial, part));
    }

    private void tryOnce(PartialBlob partial, int part) throws InterruptedException {
        if (partial.next(part) == partial.end(part)) {
            return;
        }
        connections.acquire();
        try (var download = client.get(id, commit, file, range(partial, part))) {
            check(download, partial, part);
            receive(download, partial, part);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + partial.path() + ": " + e.getMessage(), e);
        } finally {
            connections.release();
        }
    }

    private String range(PartialBlob partial, int part) {
        boolean whole = partial.parts() == 1 && partial.next(part) == 0;
        return whole ? "" : "bytes=" + partial.next(part) + "-" + (partial.end(part) - 1);
    }

    private void check(Download download, PartialBlob partial, int part) throws IOException {
        if (download.isRange()) {
            var expected = "bytes " + partial.next(part) + "-" + (partial.end(part) - 1) + "/" + file.size();
            if (!download.contentRange().equals(expected)) {
                throw new HubException(file.path() + ": the server sends '" + download.contentRange() + "' instead of '"
                        + expected + "'; is the mirror's copy another file?");
            }
        } else if (partial.parts() > 1) {
            throw new NoRangesException();
        } else {
            if (download.length().orElse(file.size()) != file.size()) {
                throw new HubException(wrongSize(download.length().getAsLong() + " bytes"));
            }
            progress.advance(-partial.fetched());
            partial.restart(part);
        }
    }

    private void receive(Download download, PartialBlob partial, int part) throws IOException {
        var buffer = new byte[BUFFER];
        for (long left = partial.end(part) - partial.next(part);
                left > 0;
                left = partial.end(part) - partial.next(part)) {
            int read = download.read(buffer, Math.toIntExact(Math.min(BUFFER, left)));
            if (read < 0) {
                throw new HubException.Passing("the connection ended " + left + " bytes early", Optional.empty());
            }
            partial.append(part, buffer, read);
            progress.advance(read);
        }
        if (partial.end(part) == file.size() && download.read(buffer, 1) >= 0) {
            throw new HubException(wrongSize("more"));
        }
    }

    private String wrongSize(String found) {
        return file.path() + ": the Hub lists " + file.size() + " bytes, and the server sends " + found
                + "; is the mirror's copy another file?";
    }
}
