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
    /** The jar that starts the service, as built by Quarkus. */
    static final String PLAIN_START = "quarkus-run.jar";

    /** The jar that starts it with {@link JoinedLibraries}. */
    static final String TRAINED_START = "trained-run.jar";

    /** The jar of the joined libraries. */
    static final String LIBRARIES = "libraries.jar";

    /** The list of files that must be unchanged since the training for {@link #TRAINED_START} to be used. */
    static final String JOINED_FILES = "joined-files";

    /** The folder that {@code launch} passes on; empty if something else started this process. */
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
