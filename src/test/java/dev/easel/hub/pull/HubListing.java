package dev.easel.hub.pull;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;

/** The Hub's listing of a model's files, as JSON. */
final class HubListing {
    /** Larger files are listed as LFS files, with their SHA-256. */
    private static final int LARGE = 1000;

    private HubListing() {}

    static String of(Map<String, byte[]> files) {
        return of(files.entrySet().stream()
                .map(file -> sibling(file.getKey(), file.getValue().length, checksum(file.getValue())))
                .collect(Collectors.joining(",")));
    }

    static String of(String siblings) {
        return "{\"id\": \"" + LoopbackHub.ID + "\", \"sha\": \"" + LoopbackHub.COMMIT + "\", \"siblings\": ["
                + siblings + "]}";
    }

    static String sibling(String path, long size, String checksum) {
        var lfs = checksum.length() == 64
                ? ", \"lfs\": {\"sha256\": \"" + checksum + "\", \"size\": " + size + ", \"pointerSize\": 130}"
                : "";
        var blob = checksum.length() == 64 ? "f".repeat(40) : checksum;
        return "{\"rfilename\": \"" + path.replace("\\", "\\\\") + "\", \"size\": " + size + ", \"blobId\": \"" + blob
                + "\"" + lfs + "}";
    }

    /** The Hub's checksum of a file: the SHA-256 of a large file, the git blob of any other. */
    static String checksum(byte[] content) {
        return content.length > LARGE ? hex("SHA-256", content) : gitBlob(content);
    }

    private static String gitBlob(byte[] content) {
        var header = ("blob " + content.length + "\0").getBytes(StandardCharsets.US_ASCII);
        var all = Arrays.copyOf(header, header.length + content.length);
        System.arraycopy(content, 0, all, header.length, content.length);
        return hex("SHA-1", all);
    }

    private static String hex(String algorithm, byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
