package dev.easel.packaging;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The AOT cache of a package that was started by its {@code launch}: classes that are already loaded and linked, and profiles
 * of methods from a training run. The JVM continues without a cache that does not fit; {@code launch} silences its warnings.
 *
 * @param file the cache, which may be missing
 */
public record AotCache(Path file) {
    static final String NAME = "app.aot";

    /** The cache that this process should have; empty if it was not started by {@code launch}. */
    public static Optional<AotCache> ofProcess() {
        return PackageFolder.ofProcess().map(folder -> new AotCache(folder.cache()));
    }

    /** Whether this JVM uses the cache. */
    public boolean isUsed() {
        // a JVM that rejects its cache shares no classes at all
        return Files.exists(file) && System.getProperty("java.vm.info", "").contains("sharing");
    }

    /** The message about a cache that is not used. */
    public String unusedMessage() {
        var reason = Files.exists(file)
                ? "it was trained with another JVM, other JVM options or another package, or is damaged"
                : "it is missing";
        return "the AOT cache " + file + " is not used, so this start took longer: " + reason + "; train it again: "
                + file.resolveSibling("train") + " MODEL_FOLDER";
    }
}
