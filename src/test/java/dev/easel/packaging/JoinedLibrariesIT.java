package dev.easel.packaging;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The package's two class paths, of all libraries and of the joined ones, have the same content. */
class JoinedLibrariesIT {
    private static final Path PACKAGE = Path.of("target/quarkus-app");
    private static final PackageFolder FOLDER = new PackageFolder(PACKAGE, PACKAGE.resolve("natives"));
    private static final String SERVICES = "META-INF/services/";

    private static List<String> plain = List.of();
    private static List<String> trained = List.of();

    @BeforeAll
    static void readClassPaths() throws IOException {
        plain = classPath(FOLDER.file(PackageFolder.PLAIN_START));
        trained = classPath(FOLDER.file(PackageFolder.TRAINED_START));
    }

    @Test
    void leavesFewJars() {
        assertThat(plain).hasSizeGreaterThan(200);
        assertThat(trained).hasSizeLessThan(40).contains("libraries.jar");
    }

    @Test
    void findsClassesAndResourcesInTheSameOrder() throws IOException {
        var found = checksums(trained);

        var expected = checksums(plain);

        assertThat(expected).hasSizeGreaterThan(20_000).containsKey("io/quarkus/runtime/Quarkus.class");
        assertThat(found).isEqualTo(expected);
    }

    @Test
    void findsServiceProvidersInTheSameOrder() throws IOException {
        assertThat(providers(trained)).isEqualTo(providers(plain)).hasSizeGreaterThan(50);
    }

    private static List<String> classPath(Path start) throws IOException {
        try (var jar = new JarFile(start.toFile())) {
            return List.of(jar.getManifest()
                    .getMainAttributes()
                    .getValue(Attributes.Name.CLASS_PATH)
                    .split(" "));
        }
    }

    /** The checksums of the files that a lookup finds, by name; without lists of services and files about a single jar. */
    private static Map<String, List<Long>> checksums(List<String> classPath) throws IOException {
        var checksums = new LinkedHashMap<String, List<Long>>();
        for (var name : classPath) {
            try (var jar = new JarFile(PACKAGE.resolve(name).toFile())) {
                jar.stream()
                        .filter(entry -> !entry.isDirectory() && !tellsOfItsJar(entry.getName()))
                        .forEach(entry -> checksums
                                .computeIfAbsent(entry.getName(), _ -> new ArrayList<>())
                                .add(entry.getCrc()));
            }
        }
        return checksums;
    }

    private static boolean tellsOfItsJar(String name) {
        var document = !name.endsWith(".class")
                && name.lastIndexOf('/') <= "META-INF".length()
                && List.of("LICENSE", "NOTICE", "DEPENDENCIES", "README").stream()
                        .anyMatch(name::contains);
        return document
                || name.endsWith("module-info.class")
                || name.startsWith(SERVICES)
                || name.startsWith("META-INF/maven/")
                || name.startsWith("META-INF/native-image/")
                || name.matches("META-INF/quarkus-(extension|config|javadoc).*")
                || List.of("MANIFEST.MF", "INDEX.LIST", "beans.xml", "jandex.idx", "io.netty.versions.properties")
                        .stream()
                        .anyMatch(file -> name.equals("META-INF/" + file));
    }

    private static Map<String, List<String>> providers(List<String> classPath) throws IOException {
        var providers = new LinkedHashMap<String, List<String>>();
        for (var name : classPath) {
            try (var jar = new JarFile(PACKAGE.resolve(name).toFile())) {
                for (var entry : jar.stream()
                        .filter(file -> !file.isDirectory() && file.getName().startsWith(SERVICES))
                        .toList()) {
                    providers
                            .computeIfAbsent(entry.getName(), _ -> new ArrayList<>())
                            .addAll(lines(jar, entry));
                }
            }
        }
        return providers;
    }

    private static List<String> lines(JarFile jar, JarEntry entry) throws IOException {
        try (var reader =
                new BufferedReader(new InputStreamReader(jar.getInputStream(entry), StandardCharsets.UTF_8))) {
            return reader.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
        }
    }
}
