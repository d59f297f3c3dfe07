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
 * A jar that is made of libraries and stands for them on a class path: classes and files are found as before, and in the same
 * order. So it takes no library that would change that, which has to stay on the class path by itself. Lists of services are
 * found as one; what tells of a single jar, such as its manifest, is not found.
 */
final class LibrariesJar implements Closeable {
    private static final String VERSIONS = "META-INF/versions/";

    /** What class path lookups read in each jar, and what may be read one after the other: one thing a line. */
    private static final Pattern LISTS = Pattern.compile("META-INF/(services/.+|[\\w.-]+\\.versions\\.properties)");

    /** What tells of one jar, and is read by builds and by people; the libraries beside it still have it. */
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
     * Takes a library in, unless it is signed, holds native libraries (it is large, and they are unpacked), or has a file of
     * the same name as one before it: which of them is found first, and that both are found, stays as it was.
     *
     * @return whether it was taken
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

    /** Passes a jar that is not to be taken in: what comes after it does not overtake it. */
    void pass(Path other) throws IOException {
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

    /** What comes before the first library that was taken in comes before this jar, too. */
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
                // the last line may have no end
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
