package dev.easel.packaging;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/**
 * Writes the package's libraries to one jar ({@link LibrariesJar}), and a jar that starts the service with it.
 *
 * <p>Each jar on the class path slows down a start: it is opened, its directory and its manifest are read, and it gets a URL
 * and a protection domain, all before most of that code is compiled.
 */
record JoinedLibraries(PackageFolder target) {
    /** Not {@code lib/boot}: its jars are few, and Quarkus looks for the package's other files beside them. */
    private static final String JOINED = "lib/main/";

    /**
     * Writes both jars and a list of the files that they were made from: {@code launch} uses the jars only while those
     * files are unchanged. A service that runs with earlier jars keeps running.
     *
     * @return the number of libraries in the one jar
     * @throws IOException if the package cannot be read or written
     */
    int write() throws IOException {
        Files.deleteIfExists(target.file(PackageFolder.JOINED_FILES));
        var manifest = manifest();
        var plain = classPath(manifest);
        var joined = new LinkedHashSet<String>();
        replace(PackageFolder.LIBRARIES, file -> join(plain, file, joined));
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, String.join(" ", replaced(plain, joined)));
        replace(
                PackageFolder.TRAINED_START,
                file -> new JarOutputStream(Files.newOutputStream(file), manifest).close());
        replace(PackageFolder.JOINED_FILES, file -> Files.write(file, states()));
        return joined.size();
    }

    /** Replaces a file atomically: a process that reads it now keeps the earlier one. */
    private void replace(String name, Writer writer) throws IOException {
        var unfinished = target.file(name + ".unfinished");
        try {
            writer.write(unfinished);
            Files.move(unfinished, target.file(name), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private void join(List<String> classPath, Path file, Set<String> joined) throws IOException {
        try (var libraries = new LibrariesJar(file)) {
            for (var jar : classPath) {
                if (!jar.startsWith(JOINED)) {
                    libraries.skip(target.file(jar));
                } else if (libraries.add(target.file(jar))) {
                    joined.add(jar);
                }
            }
        }
    }

    /** A line for each of the three jars and all libraries: bytes, seconds since 1970, and name. */
    private List<String> states() throws IOException {
        var names = Stream.of(PackageFolder.PLAIN_START, PackageFolder.TRAINED_START, PackageFolder.LIBRARIES);
        try (var libraries = Files.list(target.file(JOINED))) {
            var jars = libraries
                    .map(library -> JOINED + library.getFileName())
                    .filter(name -> name.endsWith(".jar"))
                    .sorted();
            return Stream.concat(names, jars).map(this::state).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private String state(String name) {
        var file = target.file(name);
        try {
            return Files.size(file) + " " + Files.getLastModifiedTime(file).to(TimeUnit.SECONDS) + " " + name;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The class path with the one jar in place of the first library that it holds. */
    private static List<String> replaced(List<String> classPath, Set<String> joined) {
        return classPath.stream()
                .map(jar -> joined.contains(jar) ? PackageFolder.LIBRARIES : jar)
                .distinct()
                .toList();
    }

    private Manifest manifest() throws IOException {
        try (var start = new JarFile(target.file(PackageFolder.PLAIN_START).toFile())) {
            return start.getManifest();
        }
    }

    private static List<String> classPath(Manifest manifest) {
        return List.of(manifest.getMainAttributes()
                .getValue(Attributes.Name.CLASS_PATH)
                .strip()
                .split(" +"));
    }

    private interface Writer {
        void write(Path file) throws IOException;
    }
}
