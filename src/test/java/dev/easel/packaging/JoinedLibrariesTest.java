package dev.easel.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Lookups on the class path find the same with joined libraries. */
class JoinedLibrariesTest {
    private static final String SERVICE = "META-INF/services/some.Service";

    private final Path root;
    private final ScratchPackage target;

    JoinedLibrariesTest(@TempDir Path root) throws IOException {
        this.root = root;
        this.target = new ScratchPackage(root);
    }

    @Test
    void joinsLibrariesAndLeavesOtherJars() throws Exception {
        target.jar("app/easel.jar", Map.of("a.txt", "app"));
        target.jar(
                "lib/main/one.jar",
                Map.of("one/One.class", "1", "META-INF/LICENSE", "mine", "META-INF/maven/p/pom.xml", ""));
        target.jar(
                "lib/main/two.jar",
                Map.of("two/Two.class", "2", "META-INF/LICENSE", "other", "two/License.class", "no text"));
        target.jar("lib/boot/start.jar", Map.of("b.txt", "boot"));

        assertThat(target.join()).isEqualTo(2);

        assertThat(target.trainedClassPath()).containsExactly("app/easel.jar", "libraries.jar", "lib/boot/start.jar");
        assertThat(target.names("libraries.jar"))
                .containsExactlyInAnyOrder(
                        "META-INF/MANIFEST.MF", "one/One.class", "two/Two.class", "two/License.class");
        assertThat(target.found("two/License.class")).containsExactly("no text");
    }

    @Test
    void keepsTheRestOfThePlainManifest() throws Exception {
        target.jar("lib/main/one.jar", Map.of("a.txt", ""));

        target.join();

        try (var start = new JarFile(root.resolve(PackageFolder.TRAINED_START).toFile())) {
            assertThat(start.getManifest().getMainAttributes())
                    .containsEntry(Attributes.Name.MAIN_CLASS, "some.Main")
                    .containsEntry(new Attributes.Name("Add-Opens"), "java.base/java.lang");
        }
    }

    @Test
    void mergesListsOfServices() throws Exception {
        target.jar("lib/main/one.jar", Map.of(SERVICE, "first.Provider"));
        target.jar("lib/main/two.jar", Map.of(SERVICE, "# comment\nsecond.Provider\n"));

        target.join();

        assertThat(target.found(SERVICE)).containsExactly("first.Provider\n# comment\nsecond.Provider\n\n");
    }

    @Test
    void findsFilesOfOneNameInTheSameOrder() throws Exception {
        target.jar("lib/main/one.jar", Map.of("other.txt", "other"));
        target.jar("lib/main/native.jar", Map.of("lib/some.so", "", "twice.txt", "first", SERVICE, "first.Provider"));
        target.jar("lib/main/two.jar", Map.of("twice.txt", "second"));
        target.jar("lib/main/three.jar", Map.of("twice.txt", "third"));
        target.jar("lib/main/four.jar", Map.of("other.txt", "other again"));
        target.jar("lib/main/five.jar", Map.of(SERVICE, "second.Provider"));

        assertThat(target.join()).isEqualTo(1);

        assertThat(target.found("twice.txt")).containsExactly("first", "second", "third");
        assertThat(target.found("other.txt")).containsExactly("other", "other again");
        assertThat(target.found(SERVICE)).containsExactly("first.Provider", "second.Provider");
    }

    @Test
    void doesNotOvertakeJarsOfOtherFolders() throws Exception {
        target.jar("app/easel.jar", Map.of("early.txt", "app"));
        target.jar("lib/main/one.jar", Map.of("early.txt", "library", "one.txt", ""));
        target.jar("lib/boot/start.jar", Map.of("late.txt", "boot"));
        target.jar("lib/main/two.jar", Map.of("late.txt", "library"));

        assertThat(target.join()).isEqualTo(1);

        assertThat(target.found("early.txt")).containsExactly("app", "library");
        assertThat(target.found("late.txt")).containsExactly("boot", "library");
    }

    @Test
    void leavesSignedAndNativeLibraries() throws Exception {
        target.jar(
                "lib/main/signed.jar", Map.of("a.class", "", "META-INF/SOMEBODY.SF", "", "META-INF/SOMEBODY.RSA", ""));
        target.jar("lib/main/native.jar", Map.of("native/libsome.dylib", "", "native/some.dll", ""));
        target.jar("lib/main/named.jar", Map.of("META-INF/versions/9/b.class", "not of a multi-release jar"));

        assertThat(target.join()).isZero();

        assertThat(target.trainedClassPath()).containsExactlyElementsOf(target.classPath());
    }

    @Test
    void replacesAnEarlierResult() throws Exception {
        target.jar("lib/main/one.jar", Map.of("a.txt", "old"));
        target.join();
        target.jar("lib/main/one.jar", Map.of("a.txt", "new"));

        target.join();

        assertThat(target.found("a.txt")).containsExactly("new");
        try (var files = Files.list(root)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "app", "lib", "quarkus-run.jar", "trained-run.jar", "libraries.jar", "joined-files");
        }
    }

    @Test
    void listsTheFilesItWasMadeFrom() throws Exception {
        target.jar("lib/main/one.jar", Map.of("a.txt", ""));
        target.jar("lib/main/native.jar", Map.of("some.so", ""));
        target.jar("lib/main/Upper.jar", Map.of("b.txt", ""));
        Files.setLastModifiedTime(
                root.resolve("lib/main/one.jar"), FileTime.from(Instant.parse("2026-01-02T03:04:05.6Z")));

        target.join();

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
    void namesABrokenLibraryAndLeavesThePlainJar() throws Exception {
        target.jar("lib/main/one.jar", Map.of("a.txt", ""));
        target.join();
        var library = root.resolve("lib/main/one.jar");
        Files.writeString(library, "no jar");

        assertThatThrownBy(target::join)
                .isInstanceOf(IOException.class)
                .hasMessageContaining(library + " cannot be read");

        Files.delete(library);
        assertThatThrownBy(target::join).isInstanceOf(IOException.class).hasMessage(library + " is missing");
        assertThat(root.resolve("joined-files")).doesNotExist();
        assertThat(root.resolve("libraries.jar.unfinished")).doesNotExist();
    }
}
