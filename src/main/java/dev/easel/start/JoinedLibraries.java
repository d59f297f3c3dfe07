package dev.easel.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * The package's libraries in one jar ({@link LibrariesJar}), and a jar that starts the service with it in their place.
 *
 * <p>Each jar on the class path takes its share of a start: it is opened, its list of files and its manifest are read, and it
 * gets an address and a protection domain, all before much of this code is compiled.
 */
record JoinedLibraries(PackageFolder target) {
    /** Those of Quarkus' own start are few, and it looks for the package's other files beside them. */
    private static final String JOINED = "lib/main/";

    /**
     * Writes both jars; a service that runs with earlier ones goes on.
     *
     * @return how many libraries are in the one jar
     * @throws IOException if the package cannot be read or written
     */
    int write() throws IOException {
        Files.deleteIfExists(target.trainedStart());
        var unfinished = target.libraries().resolveSibling("libraries.jar.unfinished");
        try {
            var manifest = manifest();
            var plain = classPath(manifest);
            var joined = join(plain, unfinished);
            Files.move(unfinished, target.libraries(), StandardCopyOption.REPLACE_EXISTING);
            manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, String.join(" ", replaced(plain, joined)));
            new JarOutputStream(Files.newOutputStream(target.trainedStart()), manifest).close();
            return joined.size();
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /** Those of the class path that are in the one jar. */
    private Set<String> join(List<String> classPath, Path file) throws IOException {
        var joined = new HashSet<String>();
        try (var libraries = new LibrariesJar(file)) {
            for (var jar : classPath) {
                if (jar.startsWith(JOINED) && libraries.add(target.root().resolve(jar))) {
                    joined.add(jar);
                }
            }
        }
        return joined;
    }

    /** The class path with the one jar in the place of the first of those in it. */
    private static List<String> replaced(List<String> classPath, Set<String> joined) {
        return classPath.stream()
                .map(jar -> joined.contains(jar) ? PackageFolder.LIBRARIES : jar)
                .distinct()
                .toList();
    }

    private Manifest manifest() throws IOException {
        try (var start = new JarFile(target.plainStart().toFile())) {
            return start.getManifest();
        }
    }

    private static List<String> classPath(Manifest manifest) {
        return List.of(manifest.getMainAttributes()
                .getValue(Attributes.Name.CLASS_PATH)
                .strip()
                .split(" +"));
    }
}
