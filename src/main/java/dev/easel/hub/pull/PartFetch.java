package dev.easel.hub.pull;

import dev.easel.hub.HubException;
import dev.easel.hub.HubId;
import dev.easel.hub.RemoteFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * Fetches one part of a file, with retries. The address names the commit and the checksum is known, so all parts are of the
 * same file without an {@code If-Range}.
 */
record PartFetch(HubClient client, HubId id, String commit, RemoteFile file, Progress progress) {
    private static final int BUFFER = 1 << 18;

    /** The server sends only whole files, so this one cannot be fetched in parts. */
    static final class NoRangesException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /**
     * Fetches what is missing of a part.
     *
     * @throws HubException if the Hub does not send it
     * @throws NoRangesException if there are several parts and the server cannot send one
     */
    void fetch(PartialBlob.Part part) {
        client.run(() -> tryOnce(part));
    }

    private void tryOnce(PartialBlob.Part part) {
        if (part.missing() == 0) {
            return;
        }
        try (var download = client.get(id, commit, file, range(part))) {
            check(download, part);
            receive(download, part);
        } catch (IOException e) {
            throw new UncheckedIOException("the cache cannot be written: " + e.getMessage(), e);
        }
    }

    private static String range(PartialBlob.Part part) {
        return part.isOnly() && part.next() == 0 ? "" : "bytes=" + part.next() + "-" + (part.end() - 1);
    }

    private void check(Download download, PartialBlob.Part part) throws IOException {
        if (download.isRange()) {
            var expected = "bytes " + part.next() + "-" + (part.end() - 1) + "/" + file.size();
            if (!download.contentRange().equals(expected)) {
                throw new HubException(file.path() + ": the server sends '" + download.contentRange() + "' instead of '"
                        + expected + "'; is the mirror's copy another file?");
            }
        } else if (!part.isOnly()) {
            throw new NoRangesException();
        } else {
            if (download.length().orElse(file.size()) != file.size()) {
                throw new HubException(wrongSize(download.length().getAsLong() + " bytes"));
            }
            progress.advance(-part.next());
            part.restart();
        }
    }

    private void receive(Download download, PartialBlob.Part part) throws IOException {
        var buffer = new byte[BUFFER];
        for (long missing = part.missing(); missing > 0; missing = part.missing()) {
            int read = download.read(buffer, Math.toIntExact(Math.min(BUFFER, missing)));
            if (read < 0) {
                throw new TemporaryHubException("the connection ended " + missing + " bytes early", Optional.empty());
            }
            part.append(buffer, read);
            progress.advance(read);
        }
        if (part.end() == file.size() && download.read(buffer, 1) >= 0) {
            throw new HubException(wrongSize("more"));
        }
    }

    private String wrongSize(String found) {
        return file.path() + ": the Hub lists " + file.size() + " bytes, and the server sends " + found
                + "; is the mirror's copy another file?";
    }
}
