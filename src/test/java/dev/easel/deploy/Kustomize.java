package dev.easel.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Runs {@code kubectl kustomize}, which needs no cluster. */
public final class Kustomize {
    private static final int TIMEOUT_SECONDS = 60;

    private Kustomize() {}

    /**
     * Renders a folder with a {@code kustomization.yaml} to manifests.
     *
     * @throws AssertionError if kubectl fails or prints a warning
     */
    public static String render(Path folder) {
        try {
            var errors = Files.createTempFile("kustomize", ".txt");
            var process = start(folder, errors);
            var rendered = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("kubectl kustomize " + folder + " timed out");
            }
            var messages = Files.readString(errors);
            Files.delete(errors);
            if (process.exitValue() != 0 || !messages.isEmpty()) {
                throw new AssertionError(
                        "kubectl kustomize " + folder + " exited with " + process.exitValue() + ": " + messages);
            }
            return rendered;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Process start(Path folder, Path errors) {
        try {
            return new ProcessBuilder("kubectl", "kustomize", folder.toString())
                    .redirectError(errors.toFile())
                    .start();
        } catch (IOException e) {
            throw new AssertionError("The checks of knative/ need kubectl 1.28 or newer on the PATH: install it", e);
        }
    }
}
