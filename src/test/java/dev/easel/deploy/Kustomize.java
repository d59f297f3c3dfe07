package dev.easel.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import static java.nio.charset.StandardCharsets.UTF_8;

/** {@code kubectl kustomize}, which needs no cluster. */
public final class Kustomize {
    private static final int PATIENCE_SECONDS = 60;

    private Kustomize() {}

    /**
     * The manifests that a folder with a {@code kustomization.yaml} renders to.
     *
     * @throws AssertionError if it cannot be rendered, or not without a warning
     */
    public static String render(Path folder) {
        try {
            var errors = Files.createTempFile("kustomize", ".txt");
            var process = start(folder, errors);
            var rendered = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("kubectl kustomize " + folder + " does not end");
            }
            var said = Files.readString(errors);
            Files.delete(errors);
            if (process.exitValue() != 0 || !said.isEmpty()) {
                throw new AssertionError(
                        "kubectl kustomize " + folder + " ends with " + process.exitValue() + ": " + said);
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
            throw new AssertionError(
                    "kubectl is needed to check knative/ (1.28 or newer), and there is none on the PATH: install it",
                    e);
        }
    }
}
