package dev.easel.hub.pull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.easel.hub.Checksum;
import dev.easel.hub.HubException;
import dev.easel.hub.RemoteFile;
import dev.easel.hub.Revision;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * The files of a repository at one commit.
 *
 * @param commit 40 hexadecimal digits
 * @param files at most 100,000, each path once
 */
record RepositoryListing(String commit, List<RemoteFile> files) {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final int MOST_FILES = 100_000;

    RepositoryListing {
        files = List.copyOf(files);
        if (!Revision.isCommit(commit)) {
            throw new HubException("the Hub's response names no commit ('sha'); is the endpoint a Hub?");
        }
    }

    /**
     * Reads the response of {@code /api/models/{id}/revision/{revision}?blobs=true}.
     *
     * @throws HubException if it is no such response, or lists a file that is refused
     */
    static RepositoryListing read(byte[] json) {
        try {
            var root = MAPPER.readTree(json);
            var siblings = root.path("siblings");
            if (siblings.size() > MOST_FILES) {
                throw new HubException("the repository has more than " + MOST_FILES + " files");
            }
            var paths = new HashSet<String>();
            var files = new ArrayList<RemoteFile>();
            for (var sibling : siblings) {
                var file = file(sibling);
                if (!paths.add(file.path())) {
                    throw new HubException("the Hub lists " + file.path() + " twice");
                }
                files.add(file);
            }
            return new RepositoryListing(root.path("sha").asText(), files);
        } catch (JsonProcessingException e) {
            throw new HubException("the Hub's response is not JSON; is the endpoint a Hub?", e);
        } catch (IOException e) {
            throw new HubException("the Hub's response cannot be read: " + e.getMessage(), e);
        }
    }

    private static RemoteFile file(JsonNode sibling) {
        var path = sibling.path("rfilename").asText();
        var lfs = sibling.path("lfs");
        var blob = sibling.path("blobId");
        if (!sibling.path("size").canConvertToLong() || !(lfs.isObject() || blob.isTextual())) {
            throw new HubException("the Hub does not list the size and checksum of '" + path
                    + "'; a mirror must forward" + " the parameter blobs=true");
        }
        var checksum = lfs.isObject()
                ? new Checksum(Checksum.Kind.SHA256, lfs.path("sha256").asText())
                : new Checksum(Checksum.Kind.GIT_BLOB, blob.asText());
        return new RemoteFile(path, sibling.path("size").longValue(), checksum);
    }
}
