package dev.easel.packaging;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;

/**
 * A jar that replaces libraries on a class path: lookups find the same classes and files in the same order. A library that
 * would change this is not added, and stays on the class path. Lists of services are merged; files about a single jar,
 * such as its manifest, are left out.
 */
final class LibrariesJar implements Closeable {
    private static final String VERSIONS = "META-INF/versions/";

    /** Files that lookups read from every jar, and that can be concatenated: they have one entry a line. */
    private static final Pattern LISTS = Pattern.compile("META-INF/(services/.+|[\\w.-]+\\.versions\\.properties)");

    /** Files about a single jar, for builds and people. The original libraries still have them. */
    private static final Pattern OF_ONE_JAR =
            Pattern.compile("META-INF/(MANIFEST\\.MF|INDEX\\.LIST|beans\\.xml|jandex\\.idx"
                    + "|(maven|native-image)/.*|quarkus-(extension|config|javadoc)[\\w./-]*|versions/\\d+/module-info\\.class)"
                    + "|module-info\\.class"
                    + "|(META-INF/)?[\\w.-]*(LICENSE|NOTICE|DEPENDENCIES|README)[\\w-]*(\\.(txt|md|html))?");

    private static final Pattern SIGNATURE = Pattern.compile("(?i)META-INF/[^/]+\\.(SF|RSA|DSA|EC)");
    private static final Pattern NATIVE = Pattern.compile(".+\\.(so|dylib|jnilib|dll)");

    private final JarOutputStream output;
    private final Set<String> names = new HashSet<>();
    private final Set<String> elsewhere = new HashSet<>();
    private final Map<String, ByteArrayOutputStream> lists = new LinkedHashMap<>();

    LibrariesJar(Path file) throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MULTI_RELEASE, "true");
        output = new JarOutputStream(Files.newOutputStream(file), manifest);
    }

    /**
     * Adds a library, unless it is signed, holds native libraries (it is large, and they are unpacked), or has a file of the
     * same name as an earlier jar: lookups must still find both, in the same order.
     *
     * @return whether it was added
     * @throws IOException if it cannot be read, or this jar cannot be written
     */
    boolean add(Path library) throws IOException {
        try (var jar = open(library)) {
            var entries = content(jar);
            if (!fits(jar, entries)) {
                keepOrder(entries);
                return false;
            }
            for (var entry : entries) {
                copy(jar, entry);
            }
            return true;
        }
    }

    /** Skips a jar that stays on the class path: no later library may overtake it. */
    void skip(Path other) throws IOException {
        try (var jar = open(other)) {
            keepOrder(content(jar));
        }
    }

    private static JarFile open(Path file) throws IOException {
        try {
            return new JarFile(file.toFile());
        } catch (NoSuchFileException e) {
            throw new IOException(file + " is missing", e);
        } catch (IOException e) {
            throw new IOException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static List<JarEntry> content(JarFile jar) {
        return jar.stream()
                .filter(entry -> !OF_ONE_JAR.matcher(entry.getName()).matches())
                .toList();
    }

    /** Files before the first added library need no check: their jars stay before this one. */
    private void keepOrder(List<JarEntry> entries) {
        if (!names.isEmpty()) {
            entries.forEach(entry -> elsewhere.add(entry.getName()));
        }
    }

    private boolean fits(JarFile jar, List<JarEntry> entries) {
        return entries.stream()
                .map(JarEntry::getName)
                .filter(name -> !name.endsWith("/"))
                .noneMatch(name -> SIGNATURE.matcher(name).matches()
                        || NATIVE.matcher(name).matches()
                        || (name.startsWith(VERSIONS) && !jar.isMultiRelease())
                        || names.contains(name)
                        || elsewhere.contains(name));
    }

    private void copy(JarFile jar, JarEntry entry) throws IOException {
        try (var content = jar.getInputStream(entry)) {
            if (LISTS.matcher(entry.getName()).matches()) {
                var list = lists.computeIfAbsent(entry.getName(), _ -> new ByteArrayOutputStream());
                content.transferTo(list);
                // the last line may lack its end
                list.write('\n');
            } else if (names.add(entry.getName())) {
                var copy = new JarEntry(entry.getName());
                copy.setTime(entry.getTime());
                output.putNextEntry(copy);
                content.transferTo(output);
            }
        }
    }

    @Override
    public void close() throws IOException {
        try (output) {
            for (var list : lists.entrySet()) {
                output.putNextEntry(new JarEntry(list.getKey()));
                list.getValue().writeTo(output);
            }
        }
    }
}
