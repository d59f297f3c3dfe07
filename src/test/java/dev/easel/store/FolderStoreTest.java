package dev.easel.store;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Feature;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.easel.store.FolderFixture.PNG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Writing, creating and reading files. */
class FolderStoreTest {
    @TempDir
    private Path temporary;

    private FolderFixture files;
    private Path folder;
    private FolderStore store;

    @BeforeEach
    void open() {
        folder = temporary.resolve("a/b");
        files = new FolderFixture(folder, 1000);
        store = files.store;
    }

    @Test
    void theFolderIsCreatedOnFirstUse() {
        assertThat(folder).doesNotExist();
        assertThat(store.read("images/x.png")).isEmpty();
        assertThat(folder).doesNotExist();

        store.check();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aWrittenFileCanBeRead() throws IOException {
        store.write("images/x.png", new byte[10], PNG);

        assertThat(store.read("images/x.png")).hasValue(new byte[10]);
        assertThat(store.address("images/x.png")).isEmpty();
        assertThat(files.names()).containsExactly("x.png");
    }

    @Test
    void aCreatedFileIsNotReplaced() throws IOException {
        assertThat(store.create("answers/x.json", new byte[1], PNG)).isTrue();
        assertThat(store.create("answers/x.json", new byte[2], PNG)).isFalse();

        assertThat(store.read("answers/x.json")).hasValue(new byte[1]);
        assertThat(files.names()).containsExactly("x.json");
    }

    @Test
    void oneOfManyConcurrentCallsCreates() throws Exception {
        var calls = new ArrayList<Callable<Boolean>>();
        for (int i = 0; i < 32; i++) {
            byte[] content = new byte[i + 1];
            calls.add(() -> store.create("answers/x.json", content, PNG));
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var created = new ArrayList<Boolean>();
            for (var future : threads.invokeAll(calls)) {
                created.add(future.get());
            }
            assertThat(created).containsOnlyOnce(true);
            int winner = created.indexOf(true);
            assertThat(store.read("answers/x.json")).hasValue(new byte[winner + 1]);
        }
        assertThat(files.names()).containsExactly("x.json");
    }

    @Test
    void aVolumeWithoutLinksKeepsTheFirst() throws IOException {
        try (var volume = Jimfs.newFileSystem(Configuration.unix().toBuilder()
                .setSupportedFeatures(Feature.FILE_CHANNEL)
                .build())) {
            var linkless = new FolderFixture(volume.getPath("/images"), 1_000_000).store;

            assertThat(linkless.create("answers/x.json", new byte[1], PNG)).isTrue();
            assertThat(linkless.create("answers/x.json", new byte[2], PNG)).isFalse();
            assertThat(linkless.read("answers/x.json")).hasValue(new byte[1]);
        }
    }

    @Test
    void aFailureNamesTheFolderAndTheSetting() throws IOException {
        Files.createDirectories(folder.getParent());
        Files.writeString(folder, "a file in the place of the folder");

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(store::check)
                .withMessageContainingAll(folder.toString(), "easel.store.folder", "cannot be created");
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store.write("images/x.png", new byte[1], PNG))
                .withMessageContaining("easel.store.folder");
    }
}
