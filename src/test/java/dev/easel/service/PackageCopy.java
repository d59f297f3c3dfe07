package dev.easel.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A copy of the built package, for tests that change it. */
final class PackageCopy {
    private static final Path PACKAGE = Path.of("target/quarkus-app");

    private PackageCopy() {}

    static Path to(Path folder) throws IOException {
        try (var files = Files.walk(PACKAGE)) {
            files.forEach(file -> copy(file, folder.resolve(PACKAGE.relativize(file))));
        }
        return folder;
    }

    /** With its time, by which it is known to be the one that the package was trained with. */
    private static void copy(Path file, Path target) {
        try {
            Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The library with a part of a name. */
    static Path library(Path copy, String part) throws IOException {
        try (var libraries = Files.list(copy.resolve("lib/main"))) {
            return libraries
                    .filter(file -> file.toString().contains(part))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
