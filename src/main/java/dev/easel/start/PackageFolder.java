package dev.easel.start;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The folder of the packaged service, whose {@code launch} started this process.
 *
 * @param root the folder
 * @param natives where unpacked native libraries for this machine belong
 */
record PackageFolder(Path root, Path natives) {
    static final String LIBRARIES = "libraries.jar";

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

    /** What starts the service as Quarkus has built it. */
    Path plainStart() {
        return root.resolve("quarkus-run.jar");
    }

    /** What starts it with {@link JoinedLibraries}, which {@code launch} prefers. */
    Path trainedStart() {
        return root.resolve("trained-run.jar");
    }

    Path libraries() {
        return root.resolve(LIBRARIES);
    }

    Path cache() {
        return root.resolve(AotCache.NAME);
    }
}
