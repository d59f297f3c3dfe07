package dev.easel.start;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is looked for on the class path of a package with joined libraries is what it was before. */
class JoinedLibrariesTest {
    private static final String SERVICE = "META-INF/services/some.Service";

    @TempDir
    private Path root;

    private final List<String> classPath = new ArrayList<>();
    private PackageFolder target;

    @BeforeEach
    void createPackage() throws IOException {
        target = new PackageFolder(root, root.resolve("natives"));
        for (var folder : List.of("app", "lib/main", "lib/boot")) {
            Files.createDirectories(root.resolve(folder));
        }
    }

    @Test
    void librariesAreInOneJarAndOthersAreLeft() throws Exception {
        jar("app/easel.jar", Map.of("a.txt", "app"));
        jar(
                "lib/main/one.jar",
                Map.of("one/One.class", "1", "META-INF/LICENSE", "mine", "META-INF/maven/p/pom.xml", ""));
        jar(
                "lib/main/two.jar",
                Map.of("two/Two.class", "2", "META-INF/LICENSE", "other", "two/License.class", "no text"));
        jar("lib/boot/start.jar", Map.of("b.txt", "boot"));

        assertThat(join()).isEqualTo(2);

        assertThat(trainedClassPath()).containsExactly("app/easel.jar", "libraries.jar", "lib/boot/start.jar");
        assertThat(names("libraries.jar"))
                .containsExactlyInAnyOrder(
                        "META-INF/MANIFEST.MF", "one/One.class", "two/Two.class", "two/License.class");
        assertThat(found("two/License.class")).containsExactly("no text");
    }

    @Test
    void theStartIsThatOfThePlainJarOtherwise() throws Exception {
        jar("lib/main/one.jar", Map.of("a.txt", ""));

        join();

        try (var start = new JarFile(target.file(PackageFolder.TRAINED_START).toFile())) {
            assertThat(start.getManifest().getMainAttributes())
                    .containsEntry(Attributes.Name.MAIN_CLASS, "some.Main")
                    .containsEntry(new Attributes.Name("Add-Opens"), "java.base/java.lang");
        }
    }

    @Test
    void listsOfServicesAreReadOneAfterTheOther() throws Exception {
        jar("lib/main/one.jar", Map.of(SERVICE, "first.Provider"));
        jar("lib/main/two.jar", Map.of(SERVICE, "# comment\nsecond.Provider\n"));

        join();

        assertThat(found(SERVICE)).containsExactly("first.Provider\n# comment\nsecond.Provider\n\n");
    }

    @Test
    void bothOfTwoFilesOfOneNameAreFoundAndTheSameOneFirst() throws Exception {
        jar("lib/main/one.jar", Map.of("other.txt", "other"));
        jar("lib/main/native.jar", Map.of("lib/some.so", "", "twice.txt", "first", SERVICE, "first.Provider"));
        jar("lib/main/two.jar", Map.of("twice.txt", "second"));
        jar("lib/main/three.jar", Map.of("twice.txt", "third"));
        jar("lib/main/four.jar", Map.of("other.txt", "other again"));
        jar("lib/main/five.jar", Map.of(SERVICE, "second.Provider"));

        assertThat(join()).isEqualTo(1);

        assertThat(found("twice.txt")).containsExactly("first", "second", "third");
        assertThat(found("other.txt")).containsExactly("other", "other again");
        assertThat(found(SERVICE)).containsExactly("first.Provider", "second.Provider");
    }

    @Test
    void jarsOfOtherFoldersAreNotOvertaken() throws Exception {
        jar("app/easel.jar", Map.of("early.txt", "app"));
        jar("lib/main/one.jar", Map.of("early.txt", "library", "one.txt", ""));
        jar("lib/boot/start.jar", Map.of("late.txt", "boot"));
        jar("lib/main/two.jar", Map.of("late.txt", "library"));

        assertThat(join()).isEqualTo(1);

        assertThat(found("early.txt")).containsExactly("app", "library");
        assertThat(found("late.txt")).containsExactly("boot", "library");
    }

    @Test
    void librariesThatHoldMoreThanClassesStayAsTheyAre() throws Exception {
        jar("lib/main/signed.jar", Map.of("a.class", "", "META-INF/SOMEBODY.SF", "", "META-INF/SOMEBODY.RSA", ""));
        jar("lib/main/native.jar", Map.of("native/libsome.dylib", "", "native/some.dll", ""));
        jar("lib/main/named.jar", Map.of("META-INF/versions/9/b.class", "not of a multi-release jar"));

        assertThat(join()).isZero();

        assertThat(trainedClassPath()).containsExactlyElementsOf(classPath);
    }

    @Test
    void aLaterJoiningReplacesTheEarlier() throws Exception {
        jar("lib/main/one.jar", Map.of("a.txt", "old"));
        join();
        jar("lib/main/one.jar", Map.of("a.txt", "new"));

        join();

        assertThat(found("a.txt")).containsExactly("new");
        try (var files = Files.list(root)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "app", "lib", "quarkus-run.jar", "trained-run.jar", "libraries.jar", "joined-files");
        }
    }

    @Test
    void whatTheJarIsMadeOfIsWrittenDown() throws Exception {
        jar("lib/main/one.jar", Map.of("a.txt", ""));
        jar("lib/main/native.jar", Map.of("some.so", ""));
        jar("lib/main/Upper.jar", Map.of("b.txt", ""));
        Files.setLastModifiedTime(
                root.resolve("lib/main/one.jar"), FileTime.from(Instant.parse("2026-01-02T03:04:05.6Z")));

        join();

        assertThat(Files.readAllLines(root.resolve("joined-files")))
                .contains(Files.size(root.resolve("lib/main/one.jar")) + " 1767323045 lib/main/one.jar")
                .extracting(line -> line.substring(line.lastIndexOf(' ') + 1))
                .containsExactly(
                        "quarkus-run.jar",
                        "trained-run.jar",
                        "libraries.jar",
                        "lib/main/Upper.jar",
                        "lib/main/native.jar",
                        "lib/main/one.jar");
    }

    @Test
    void aBrokenLibraryIsNamedAndLeavesThePlainStart() throws Exception {
        jar("lib/main/one.jar", Map.of("a.txt", ""));
        join();
        var library = root.resolve("lib/main/one.jar");
        Files.writeString(library, "no jar");

        assertThatThrownBy(this::join)
                .isInstanceOf(IOException.class)
                .hasMessageContaining(library + " cannot be read");

        Files.delete(library);
        assertThatThrownBy(this::join).isInstanceOf(IOException.class).hasMessage(library + " is missing");
        assertThat(root.resolve("joined-files")).doesNotExist();
        assertThat(root.resolve("libraries.jar.unfinished")).doesNotExist();
    }

    private int join() throws IOException {
        var manifest = manifest();
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "some.Main");
        manifest.getMainAttributes().putValue("Add-Opens", "java.base/java.lang");
        manifest.getMainAttributes()
                .put(
                        Attributes.Name.CLASS_PATH,
                        String.join(" ", classPath.stream().distinct().toList()));
        new JarOutputStream(Files.newOutputStream(target.file(PackageFolder.PLAIN_START)), manifest).close();
        return new JoinedLibraries(target).write();
    }

    private void jar(String name, Map<String, String> files) throws IOException {
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

    private List<String> trainedClassPath() throws IOException {
        try (var start = new JarFile(target.file(PackageFolder.TRAINED_START).toFile())) {
            return List.of(start.getManifest()
                    .getMainAttributes()
                    .getValue(Attributes.Name.CLASS_PATH)
                    .split(" "));
        }
    }

    private List<String> names(String jar) throws IOException {
        try (var file = new JarFile(root.resolve(jar).toFile())) {
            return file.stream().map(JarEntry::getName).toList();
        }
    }

    /** What a lookup on the class path of the trained start finds, in its order. */
    private List<String> found(String name) throws IOException {
        var jars = new URL[] {target.file(PackageFolder.TRAINED_START).toUri().toURL()};
        try (var loader = new URLClassLoader(jars, ClassLoader.getPlatformClassLoader())) {
            return Collections.list(loader.getResources(name)).stream()
                    .map(JoinedLibrariesTest::read)
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
