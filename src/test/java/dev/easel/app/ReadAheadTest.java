package dev.easel.app;

import dev.easel.model.Dtype;
import dev.easel.model.ModelFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

class ReadAheadTest {
    private static final int MIB = 1 << 20;
    private static final long MUCH = 1L << 40;

    @TempDir
    private Path root;

    @Test
    void graphsAreReadAndTheWeightsBesideThemInTheOrderOfOpening() throws IOException {
        write("vae_decoder/model.onnx", 3);
        write("transformer/model.onnx", 5);
        write("transformer/model.onnx_data", 2 * MIB + 7);
        write("transformer/model.onnx.data", 11);
        write("transformer/config.json", 13);
        write("tokenizer/tokenizer.json", 17);

        assertThat(ModelFiles.of(model()))
                .map(file -> root.relativize(file).toString())
                .containsExactly(
                        "transformer/model.onnx",
                        "transformer/model.onnx.data",
                        "transformer/model.onnx_data",
                        "vae_decoder/model.onnx");
        assertThat(read(model(), 2, MUCH)).isEqualTo(3 + 5 + 2 * MIB + 7 + 11);
    }

    @Test
    void theGraphOfTheTypeIsReadThatIsOpened() throws IOException {
        write("transformer/model.onnx", 3);
        write("transformer/model_fp16.onnx", 5);
        write("transformer/model_fp16.onnx_data", 7);

        assertThat(read(new ModelFolder(root, Dtype.FLOAT16), 1, MUCH)).isEqualTo(5 + 7);
    }

    @Test
    void aModelOfTheHubsCacheIsReadThroughItsLinks() throws IOException {
        Files.write(Files.createDirectories(root.resolve("blobs")).resolve("0a1b"), new byte[MIB]);
        Files.write(root.resolve("blobs/2c3d"), new byte[5]);
        var snapshot = root.resolve("snapshots/4e5f");
        var transformer = Files.createDirectories(snapshot.resolve("transformer"));
        Files.createSymbolicLink(transformer.resolve("model.onnx"), Path.of("../../../blobs/2c3d"));
        Files.createSymbolicLink(transformer.resolve("model.onnx_data"), Path.of("../../../blobs/0a1b"));
        Files.createSymbolicLink(transformer.resolve("model.onnx_data_1"), Path.of("../../../blobs/gone"));

        assertThat(read(new ModelFolder(snapshot, Dtype.AUTO), 2, MUCH)).isEqualTo(MIB + 5);
    }

    @Test
    void aModelThatIsServedTwiceIsReadOnce() throws IOException {
        write("transformer/model.onnx", 3);

        var read = ReadAhead.of(List.of(model(), model()), 2, MUCH).begin();

        assertThat(read.toCompletableFuture().join()).isEqualTo(3);
    }

    @Test
    void noMoreIsReadThanThereIsMemoryFor() throws IOException {
        write("transformer/model.onnx", 4 * MIB);
        write("vae_decoder/model.onnx", 4 * MIB);

        assertThat(read(model(), 1, 2 * MIB)).isEqualTo(2 * MIB);
        // all models together, as many as read at a time
        assertThat(ReadAhead.of(List.of(model(), model()), 2, 2 * MIB)
                        .begin()
                        .toCompletableFuture()
                        .join())
                .isLessThanOrEqualTo(3 * MIB);
        assertThat(read(model(), 2, 0)).isZero();
    }

    @Test
    void noneIsReadByNoThread() throws IOException {
        write("transformer/model.onnx", 3);

        assertThat(read(model(), 0, MUCH)).isZero();
    }

    @Test
    void aFolderThatCannotBeListedStopsNothing() throws IOException {
        write("transformer/model.onnx", 3);
        write("transformer/model.onnx_data", 5);
        var transformer = root.resolve("transformer");
        Files.setPosixFilePermissions(transformer, PosixFilePermissions.fromString("--x------"));
        try {
            assumeFalse(Files.isReadable(transformer), "this user may list any folder");

            assertThat(read(model(), 2, MUCH)).isEqualTo(3);
        } finally {
            Files.setPosixFilePermissions(transformer, PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void theBudgetIsSomeOfTheMemory() {
        assertThat(FreeMemory.budget()).isPositive().isLessThan(MUCH);
    }

    private ModelFolder model() {
        return new ModelFolder(root, Dtype.AUTO);
    }

    private static long read(ModelFolder model, int threads, long budget) {
        return ReadAhead.of(List.of(model), threads, budget)
                .begin()
                .toCompletableFuture()
                .join();
    }

    private void write(String name, int bytes) throws IOException {
        var file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, new byte[bytes]);
    }
}
