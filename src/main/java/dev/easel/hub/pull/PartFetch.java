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
     * Fetches the missing bytes of a part.
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
        try (var response = client.get(id, commit, file, range(part))) {
            check(response, part);
            receive(response, part);
        } catch (IOException e) {
            throw new UncheckedIOException("the cache cannot be written: " + e.getMessage(), e);
        }
    }

    private static String range(PartialBlob.Part part) {
        return part.isOnly() && part.next() == 0 ? "" : "bytes=" + part.next() + "-" + (part.end() - 1);
    }

    private void check(HubResponse response, PartialBlob.Part part) throws IOException {
        if (response.isRange()) {
            var expected = "bytes " + part.next() + "-" + (part.end() - 1) + "/" + file.size();
            var found = response.header("Content-Range").orElse("");
            if (!found.equals(expected)) {
                throw new HubException(file.path() + ": the server sends '" + found + "' instead of '" + expected
                        + "'; is the mirror's copy another file?");
            }
        } else if (!part.isOnly()) {
            throw new NoRangesException();
        } else {
            if (response.length() >= 0 && response.length() != file.size()) {
                throw new HubException(wrongSize(response.length() + " bytes"));
            }
            progress.advance(-part.next());
            part.restart();
        }
    }

    private void receive(HubResponse response, PartialBlob.Part part) throws IOException {
        var buffer = new byte[BUFFER];
        for (long missing = part.missing(); missing > 0; missing = part.missing()) {
            int read = response.read(buffer, Math.toIntExact(Math.min(BUFFER, missing)));
            if (read < 0) {
                throw new TemporaryHubException("the connection ended " + missing + " bytes early", Optional.empty());
            }
            part.append(buffer, read);
            progress.advance(read);
        }
        if (part.end() == file.size() && response.read(buffer, 1) >= 0) {
            throw new HubException(wrongSize("more"));
        }
    }

    private String wrongSize(String found) {
        return file.path() + ": the Hub lists " + file.size() + " bytes, and the server sends " + found
                + "; is the mirror's copy another file?";
    }
}
