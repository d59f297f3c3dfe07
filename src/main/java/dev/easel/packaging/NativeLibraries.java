package dev.easel.packaging;

import java.io.IOException;
import java.net.JarURLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * The native libraries in the jars for a platform. By default, ONNX Runtime unpacks its own at every start into a temporary
 * folder, as does JNA, which the tokenizers use to look for a GPU; the tokenizers unpack theirs once for each user.
 *
 * @param system {@code linux} or {@code osx}
 * @param arm whether the processor is a 64-bit ARM; else it is a 64-bit Intel or AMD
 */
record NativeLibraries(String system, boolean arm) {

    /** Those for this machine. */
    static NativeLibraries ofMachine() {
        return new NativeLibraries(
                System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "osx" : "linux",
                System.getProperty("os.arch").equals("aarch64"));
    }

    /** Their folders in the jars. */
    private List<String> folders() {
        return List.of(
                "ai/onnxruntime/native/" + system + (arm ? "-aarch64/" : "-x64/"),
                "native/lib/" + system + (arm ? "-aarch64" : "-x86_64") + "/cpu/",
                "com/sun/jna/" + (system.equals("osx") ? "darwin" : system) + (arm ? "-aarch64/" : "-x86-64/"));
    }

    /**
     * Unpacks the libraries into one folder.
     *
     * @return the number of libraries
     * @throws IOException if a jar has none for this platform, or the folder cannot be written
     */
    int unpack(Path folder) throws IOException {
        Files.createDirectories(folder);
        int count = 0;
        for (var name : folders()) {
            var places = NativeLibraries.class.getClassLoader().getResources(name);
            if (!places.hasMoreElements()) {
                throw new IOException("no jar has " + name + ", the native libraries for this machine");
            }
            var jar = (JarURLConnection) places.nextElement().openConnection();
            // otherwise this would close a jar that the class loader uses
            jar.setUseCaches(false);
            try (var file = jar.getJarFile()) {
                count += unpack(file, name, folder);
            }
        }
        return count;
    }

    private static int unpack(JarFile jar, String name, Path folder) throws IOException {
        // subfolders hold debug symbols
        var libraries = jar.stream()
                .filter(entry -> entry.getName().startsWith(name))
                .filter(entry -> !entry.isDirectory() && entry.getName().indexOf('/', name.length()) < 0)
                .toList();
        for (JarEntry library : libraries) {
            var file = Objects.requireNonNull(Path.of(library.getName()).getFileName());
            try (var content = jar.getInputStream(library)) {
                // a service that starts now loads the old or the new file, never a partial one
                var unfinished = folder.resolve("unfinished." + file);
                Files.copy(content, unfinished, StandardCopyOption.REPLACE_EXISTING);
                Files.move(unfinished, folder.resolve(file), StandardCopyOption.ATOMIC_MOVE);
            }
        }
        return libraries.size();
    }
}
