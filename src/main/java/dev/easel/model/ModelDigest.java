package dev.easel.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A model's identity: SHA-256 over its files, following links. To check it:
 *
 * <pre>{@code cd model && find -L . -type f | LC_ALL=C sort | xargs sha256sum | sha256sum}</pre>
 *
 * <p>Large files in the Hub's cache are not read: their {@code blobs} are named after their SHA-256, which {@code easel pull}
 * verifies. The first image after a start waits for the digest.
 */
public final class ModelDigest {
    private static final int BUFFER = 1 << 20;
    private static final Pattern BLOB = Pattern.compile(".*/blobs/([0-9a-f]{64})");

    private ModelDigest() {}

    /**
     * The digest of a model folder, 64 hexadecimal digits. Reads every file outside the Hub's blobs, so a large model takes
     * seconds.
     *
     * @throws UncheckedIOException if a file cannot be read
     */
    public static String of(Path folder) {
        try (var files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            var digests = new TreeMap<String, String>();
            for (var file : files.filter(Files::isRegularFile).toList()) {
                digests.put("./" + folder.relativize(file), sha256(file));
            }
            var list = sha256();
            digests.forEach(
                    (name, digest) -> list.update((digest + "  " + name + "\n").getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(list.digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(Path file) throws IOException {
        var blob = BLOB.matcher(file.toRealPath().toString());
        return blob.matches() ? blob.group(1) : computed(file);
    }

    private static String computed(Path file) throws IOException {
        var digest = sha256();
        var buffer = new byte[BUFFER];
        try (var in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
