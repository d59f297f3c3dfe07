package dev.easel.lora;

import dev.easel.fixtures.Fixtures;
import dev.easel.graph.WeightReplacements;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Damaged files: each is either read or refused with a LoraException. */
class MutatedFilesTest {
    private static final int FILES = 500;
    private static final Path LORA = Fixtures.GOLDENS.resolve("tiny-random-flux-dev-lora/lora_peft_alpha2.safetensors");
    private static final Path GRAPH = Fixtures.model("tiny-random-flux-dev").resolve("transformer/model.onnx");

    @Test
    void areReadOrRefused(@TempDir Path folder) throws IOException {
        byte[] original = Files.readAllBytes(LORA);
        int header =
                (int) ByteBuffer.wrap(original).order(ByteOrder.LITTLE_ENDIAN).getLong();
        int refused = 0;
        for (int seed = 0; seed < FILES; seed++) {
            var file = Files.write(
                    folder.resolve("mutated.safetensors"), mutate(original.clone(), header, new Random(seed)));
            refused += merge(file, seed);
        }
        assertThat(refused).as("refused of %d", FILES).isBetween(FILES / 2, FILES - 1);
    }

    /** 1 if the file was refused. */
    private static int merge(Path file, int seed) {
        try (var weights = replacements(file)) {
            assertThat(weights.bytes()).as("seed %d", seed).isBetween(1L, Files.size(GRAPH));
            return 0;
        } catch (LoraException e) {
            assertThat(e).as("seed %d", seed).hasMessageContaining(file.toString());
            return 1;
        } catch (IOException | RuntimeException e) {
            throw new AssertionError("seed " + seed, e);
        }
    }

    private static WeightReplacements replacements(Path file) {
        return new LoraStack(List.of(new AppliedLora(Lora.read(file), 1))).replacements("transformer", GRAPH);
    }

    private static byte[] mutate(byte[] bytes, int header, Random random) {
        switch (random.nextInt(6)) {
            case 0 -> {
                return Arrays.copyOf(bytes, random.nextInt(bytes.length));
            }
            case 1 -> {
                return Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(100));
            }
            case 2 -> bytes[random.nextInt(Long.BYTES)] = (byte) random.nextInt();
            case 3 -> bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            case 4 -> {
                for (int i = 0; i < 8; i++) {
                    bytes[Long.BYTES + random.nextInt(header)] = (byte) (32 + random.nextInt(95));
                }
            }
            default -> changeDigits(bytes, header, random);
        }
        return bytes;
    }

    /** Other extents, offsets and module numbers. */
    private static void changeDigits(byte[] bytes, int header, Random random) {
        int start = Long.BYTES + random.nextInt(header);
        int changed = 0;
        for (int i = start; i < Long.BYTES + header && changed < 2; i++) {
            if (Character.isDigit(bytes[i])) {
                bytes[i] = (byte) ('0' + random.nextInt(10));
                changed++;
            }
        }
    }
}
