package dev.easel.packaging;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The folder of the packaged service, whose {@code launch} started this process.
 *
 * @param root the folder
 * @param natives where unpacked native libraries for this machine belong
 */
record PackageFolder(Path root, Path natives) {
    /** What starts the service as Quarkus has built it. */
    static final String PLAIN_START = "quarkus-run.jar";

    /** What starts it with {@link JoinedLibraries}. */
    static final String TRAINED_START = "trained-run.jar";

    static final String LIBRARIES = "libraries.jar";
    /** The files that must be as they were at training for {@link #TRAINED_START} to be used. */
    static final String JOINED_FILES = "joined-files";

    /** What {@code launch} says of itself; empty if something else started this process. */
    static Optional<PackageFolder> ofProcess() {
        return property("easel.package")
                .flatMap(root -> property("easel.natives").map(natives -> new PackageFolder(root, natives)));
    }

    private static Optional<Path> property(String name) {
        return Optional.ofNullable(System.getProperty(name)).map(Path::of);
    }

    Path launcher() {
        return root.resolve("launch");
    }

    Path file(String name) {
        return root.resolve(name);
    }

    Path cache() {
        return root.resolve(AotCache.NAME);
    }
}
