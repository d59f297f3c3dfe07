package dev.easel.packaging;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A package of a few small jars. */
final class ScratchPackage {
    private final Path root;
    private final Set<String> classPath = new LinkedHashSet<>();

    ScratchPackage(Path root) throws IOException {
        this.root = root;
        for (var folder : List.of("app", "lib/main", "lib/boot")) {
            Files.createDirectories(root.resolve(folder));
        }
    }

    List<String> classPath() {
        return List.copyOf(classPath);
    }

    /** Joins the libraries of the class path, and returns their number in the one jar. */
    int join() throws IOException {
        var manifest = manifest();
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "some.Main");
        manifest.getMainAttributes().putValue("Add-Opens", "java.base/java.lang");
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, String.join(" ", classPath));
        new JarOutputStream(Files.newOutputStream(root.resolve(PackageFolder.PLAIN_START)), manifest).close();
        return new JoinedLibraries(new PackageFolder(root, root.resolve("natives"))).write();
    }

    /** Adds a jar of some files to the class path, or replaces it. */
    void jar(String name, Map<String, String> files) throws IOException {
        classPath.add(name);
        try (var jar = new JarOutputStream(Files.newOutputStream(root.resolve(name)), manifest())) {
            for (var file : files.entrySet()) {
                jar.putNextEntry(new JarEntry(file.getKey()));
                jar.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private static Manifest manifest() {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        return manifest;
    }

    List<String> trainedClassPath() throws IOException {
        try (var start = new JarFile(root.resolve(PackageFolder.TRAINED_START).toFile())) {
            return List.of(start.getManifest()
                    .getMainAttributes()
                    .getValue(Attributes.Name.CLASS_PATH)
                    .split(" "));
        }
    }

    List<String> names(String jar) throws IOException {
        try (var file = new JarFile(root.resolve(jar).toFile())) {
            return file.stream().map(JarEntry::getName).toList();
        }
    }

    /** The result of a lookup on the class path of the trained start, in order. */
    List<String> found(String name) throws IOException {
        var jars = new URL[] {root.resolve(PackageFolder.TRAINED_START).toUri().toURL()};
        try (var loader = new URLClassLoader(jars, ClassLoader.getPlatformClassLoader())) {
            return Collections.list(loader.getResources(name)).stream()
                    .map(ScratchPackage::read)
                    .toList();
        }
    }

    private static String read(URL place) {
        try {
            var connection = place.openConnection();
            connection.setUseCaches(false);
            try (var content = connection.getInputStream()) {
                return new String(content.readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
