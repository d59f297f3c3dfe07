package dev.easel.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The digest equals the output of {@code find -L . -type f | LC_ALL=C sort | xargs sha256sum | sha256sum}. */
class ModelDigestTest {
    private static final String PRINTED = "7f826024e91d73ca07fd98e27d3a01ce837b8ccf003ee13d53154565c1d8a877";

    @TempDir
    private Path parent;

    private Path model;

    @BeforeEach
    void writeModel() throws IOException {
        model = parent.resolve("model");
        // the order of a shell's sort and that of directories differ for these: '-' and '.' come before '/'
        write("model_index.json", "{}\n");
        write("vae/model.onnx", "picture");
        write("vae-2/model.onnx", "second");
        write("vae.txt", "");
        write("Upper", "case before lower");
        write("ünïcode", "last");
        write(".hidden", "too");
    }

    private void write(String name, String content) throws IOException {
        var file = model.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    @Test
    void equalsTheShellsOutput() {
        assertThat(ModelDigest.of(model)).isEqualTo(PRINTED);
    }

    @Test
    void changesWithAnyByteAndAnyName() throws IOException {
        write("vae.txt", "\n");
        assertThat(ModelDigest.of(model)).isNotEqualTo(PRINTED);
        write("vae.txt", "");
        Files.move(model.resolve("Upper"), model.resolve("upper"));
        assertThat(ModelDigest.of(model)).isNotEqualTo(PRINTED);
    }

    @Test
    void followsLinks() throws IOException {
        var linked = Files.createSymbolicLink(parent.resolve("current"), model);
        assertThat(ModelDigest.of(linked)).isEqualTo(PRINTED);

        Files.move(model.resolve("vae"), parent.resolve("blob"));
        Files.createSymbolicLink(model.resolve("vae"), parent.resolve("blob"));
        assertThat(ModelDigest.of(model)).isEqualTo(PRINTED);
    }

    @Test
    void trustsTheNameOfABlob() throws IOException {
        // the checksum of "image"; the blob has another content, so reading it gives another digest
        var blob = parent.resolve("blobs/2cea274d0bedc39ec4ab6ba9e59ec889e3ed6fb56a1cf088a64d9b383378dc97");
        Files.createDirectories(blob.getParent());
        Files.writeString(blob, "not read");
        Files.delete(model.resolve("vae/model.onnx"));
        Files.createSymbolicLink(model.resolve("vae/model.onnx"), blob);

        assertThat(ModelDigest.of(model)).isEqualTo(PRINTED);
    }

    @Test
    void readsABlobNamedAfterAnotherChecksum() throws IOException {
        var blob = parent.resolve("blobs/" + "a".repeat(40));
        Files.createDirectories(blob.getParent());
        Files.move(model.resolve("vae/model.onnx"), blob);
        Files.createSymbolicLink(model.resolve("vae/model.onnx"), blob);

        assertThat(ModelDigest.of(model)).isEqualTo(PRINTED);
    }

    @Test
    void failsForAMissingFolder() {
        assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> ModelDigest.of(parent.resolve("none")));
    }
}
