package dev.easel.graph;

import dev.easel.fixtures.Fixtures;
import dev.easel.model.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Damaged graphs: each is read, or refused with a ModelException. */
class MutatedGraphsTest {
    private static final int GRAPHS = 500;

    @Test
    void readsOrRefusesEveryMutant(@TempDir Path folder) throws IOException {
        byte[] original = Files.readAllBytes(Fixtures.model("lora-layers").resolve("transformer/model.onnx"));
        int refused = 0;
        for (int seed = 0; seed < GRAPHS; seed++) {
            var file = Files.write(folder.resolve("mutated.onnx"), mutate(original.clone(), new Random(seed)));
            refused += replace(file, seed);
        }
        assertThat(refused).as("refused of %d", GRAPHS).isBetween(GRAPHS / 4, GRAPHS - 1);
    }

    /** 1 if the graph was refused. */
    private static int replace(Path file, int seed) {
        try {
            var graph = GraphFile.read(file);
            try (var weights = WeightReplacements.of(graph)) {
                graph.initializers().values().stream()
                        .filter(weight -> weight.format().isPresent())
                        .forEach(weights::replace);
            }
            return 0;
        } catch (ModelException e) {
            assertThat(e)
                    .as("seed %d", seed)
                    .hasMessageContaining(file.getParent().toString());
            return 1;
        } catch (RuntimeException e) {
            throw new AssertionError("seed " + seed, e);
        }
    }

    private static byte[] mutate(byte[] bytes, Random random) {
        if (random.nextInt(4) == 0) {
            return Arrays.copyOf(bytes, random.nextInt(bytes.length));
        }
        for (int i = 0; i <= random.nextInt(4); i++) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        return bytes;
    }
}
