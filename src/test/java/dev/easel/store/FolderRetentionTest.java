package dev.easel.store;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.easel.store.FolderFixture.PNG;
import static dev.easel.store.FolderFixture.name;
import static org.assertj.core.api.Assertions.assertThat;

/** Files that are deleted from a folder for space or age, and files that stay. */
class FolderRetentionTest {
    @TempDir
    private Path temporary;

    private FolderFixture kept;

    @BeforeEach
    void open() {
        kept = new FolderFixture(temporary.resolve("a/b"), 1000);
    }

    @Test
    void theOldestAreDeletedForSpace() throws IOException {
        for (int i = 0; i < 10; i++) {
            kept.write(i, 100);
        }
        assertThat(kept.names()).hasSize(10);

        kept.write(10, 100);

        // nine tenths of 1000 bytes are kept
        assertThat(kept.names()).hasSize(9).contains(name(10)).doesNotContain(name(0), name(1));
    }

    @Test
    void theNewestStaysWhateverItsSize() throws IOException {
        kept.write(0, 100);
        kept.store.write("images/" + name(1), new byte[2000], PNG);

        assertThat(kept.names()).containsExactly(name(1));
    }

    @Test
    void filesOfOthersStay() throws IOException {
        var others = List.of("weights.onnx", "images/weights.onnx", "answers/notes.json", "images/a/" + name(0));
        for (String other : others) {
            var file = kept.folder.resolve(other);
            Files.createDirectories(file.getParent());
            Files.write(file, new byte[2000]);
            Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
        }

        kept.store.write("images/" + name(1), new byte[2000], PNG);

        assertThat(others)
                .allSatisfy(other -> assertThat(kept.folder.resolve(other)).exists());
    }

    @Test
    void aFullVolumeGetsSpaceAgain() throws IOException {
        try (var volume = Jimfs.newFileSystem(
                Configuration.unix().toBuilder().setMaxSize(100_000).build())) {
            var small = new FolderFixture(volume.getPath("/images"), 1_000_000);
            for (int i = 0; i < 30; i++) {
                small.write(i, 8192);
            }

            assertThat(small.store.exists("images/" + name(29))).isTrue();
            assertThat(small.store.exists("images/" + name(0))).isFalse();
        }
    }

    @Test
    void oldFilesAreDeleted() throws IOException {
        kept.write(0, 100);
        kept.write(1, 100);
        kept.pass(Duration.ofMinutes(50));
        kept.store.write("images/" + name(1), new byte[100], PNG);
        kept.touch(1);
        kept.pass(Duration.ofMinutes(50));

        kept.write(2, 100);

        assertThat(kept.names()).containsExactlyInAnyOrder(name(1), name(2));
    }

    @Test
    void aFileThatIsWrittenAgainIsKeptLonger() throws IOException {
        kept.store.write("images/x.png", new byte[10], PNG);
        var file = kept.folder.resolve("images/x.png");
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));

        kept.store.write("images/x.png", new byte[10], PNG);

        assertThat(Files.getLastModifiedTime(file).toInstant()).isAfter(Instant.EPOCH.plusSeconds(1));
    }
}
