package dev.easel.gpu;

import dev.easel.fixtures.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

import static org.assertj.core.api.Assertions.assertThat;

/** A management library with three GPUs, compiled from C if there is a compiler; with CI set there must be one. */
final class FakeNvml {
    private FakeNvml() {}

    static String compiled(Path folder, String... options) throws IOException, InterruptedException {
        var library = folder.resolve("libnvidia-ml.so.1");
        var command = new ArrayList<>(List.of("cc", "-shared", "-fPIC", "-o", library.toString()));
        command.addAll(List.of(options));
        command.add(Fixtures.ROOT.resolve("nvml/nvml.c").toString());
        Assumptions.assumeTrue(hasCompiler() || System.getenv("CI") != null, "there is no C compiler cc");
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
        return library.toString();
    }

    private static boolean hasCompiler() {
        return List.of(System.getenv("PATH").split(":")).stream()
                .anyMatch(path -> Files.isExecutable(Path.of(path, "cc")));
    }
}
