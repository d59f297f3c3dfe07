package dev.easel.hub;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The expected checksum of a file's content. Its hexadecimal digits name the blob in the cache, as in the Hub's library.
 *
 * @param kind how it is computed
 * @param hex 64 hexadecimal digits for SHA-256, 40 for git's SHA-1
 */
public record Checksum(Kind kind, String hex) {
    private static final Pattern HEX = Pattern.compile("[0-9a-f]+");
    private static final int BUFFER = 1 << 20;

    /** The two checksums that the Hub lists. */
    public enum Kind {
        /** Of a large file (LFS): SHA-256 of its content. */
        SHA256("SHA-256", 64),
        /** Of any other file: git's id of a blob, the SHA-1 of {@code "blob " + size + "\0"} and the content. */
        GIT_BLOB("SHA-1", 40);

        private final String algorithm;
        private final int digits;

        Kind(String algorithm, int digits) {
            this.algorithm = algorithm;
            this.digits = digits;
        }
    }

    public Checksum {
        if (hex.length() != kind.digits || !HEX.matcher(hex).matches()) {
            throw new HubException("the Hub's checksum '" + abbreviated(hex) + "' is no " + kind.algorithm);
        }
    }

    private static String abbreviated(String text) {
        return text.length() > 80 ? text.substring(0, 80) + "…" : text;
    }

    /** Computes the checksum of a file, in hexadecimal digits, for comparison with {@link #hex}. */
    public String of(Path file) throws IOException {
        try (var channel = FileChannel.open(file)) {
            var digest = MessageDigest.getInstance(kind.algorithm);
            if (kind == Kind.GIT_BLOB) {
                digest.update(("blob " + channel.size() + "\0").getBytes(StandardCharsets.US_ASCII));
            }
            var in = Channels.newInputStream(channel);
            var buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + kind.algorithm, e);
        }
    }

    @Override
    public String toString() {
        return kind.algorithm + " " + hex;
    }
}
