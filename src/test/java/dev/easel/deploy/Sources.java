package dev.easel.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The folders of the manifests. */
final class Sources {
    static final Path KNATIVE = Path.of("knative");
    static final Path OVERLAYS = KNATIVE.resolve("overlays");

    private Sources() {}

    static Path overlay(String name) {
        return OVERLAYS.resolve(name);
    }

    /** Every folder that can be rendered by itself: one with a {@code kustomization.yaml} that is not a component. */
    static List<Path> renderable() {
        try (var files = Files.walk(KNATIVE)) {
            return files.filter(file -> file.endsWith("kustomization.yaml"))
                    .filter(file -> !text(file).contains("kind: Component"))
                    .map(Path::getParent)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Path> overlays() {
        return renderable().stream()
                .filter(folder -> folder.startsWith(OVERLAYS))
                .toList();
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
