package dev.easel.packaging;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The AOT cache of a package that was started by its {@code launch}: classes that are already loaded and linked, and what a
 * training run told of methods. The JVM goes on without one that does not fit, and is told to be silent about it.
 *
 * @param file the cache, which may be missing
 */
public record AotCache(Path file) {
    static final String NAME = "app.aot";

    /** The cache that this process should have; empty if it was not started by {@code launch}. */
    public static Optional<AotCache> ofProcess() {
        return PackageFolder.ofProcess().map(folder -> new AotCache(folder.cache()));
    }

    /** Whether this JVM took the cache. */
    public boolean isUsed() {
        // a JVM that does not take the cache it is given shares no classes at all
        return Files.exists(file) && System.getProperty("java.vm.info", "").contains("sharing");
    }

    /** What to say of a cache that is not used. */
    public String unusedInWords() {
        var reason = Files.exists(file)
                ? "it was trained with another JVM, other JVM options or another package, or is damaged"
                : "it is missing";
        return "the AOT cache " + file + " is not used, so that this start took longer: " + reason
                + "; train it again: " + file.resolveSibling("train") + " MODEL_FOLDER";
    }
}
