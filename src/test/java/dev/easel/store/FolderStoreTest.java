package dev.easel.store;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Feature;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class FolderStoreTest {
    private static final String PNG = "image/png";

    @TempDir
    private Path temporary;

    private Path folder;
    /** Before the time of the files that a test writes last. */
    private Instant now = Instant.now().minus(Duration.ofHours(12));

    private FolderStore store;

    @BeforeEach
    void open() {
        folder = temporary.resolve("a/b");
        store = store(1000);
    }

    private FolderStore store(long maxBytes) {
        InstantSource clock = () -> now;
        return new FolderStore(folder, new Retention(Duration.ofHours(1), maxBytes, clock));
    }

    @Test
    void nothingIsThereBeforeItIsUsed() {
        assertThat(folder).doesNotExist();
        assertThat(store.read("images/x.png")).isEmpty();
        assertThat(folder).doesNotExist();

        store.check();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        store.write("images/x.png", bytes(10), PNG);

        assertThat(store.read("images/x.png")).hasValue(bytes(10));
        assertThat(store.address("images/x.png")).isEmpty();
        assertThat(names()).containsExactly("x.png");
    }

    @Test
    void whatIsCreatedStays() throws IOException {
        assertThat(store.create("answers/x.json", bytes(1), PNG)).isTrue();
        assertThat(store.create("answers/x.json", bytes(2), PNG)).isFalse();

        assertThat(store.read("answers/x.json")).hasValue(bytes(1));
        assertThat(names()).containsExactly("x.json");
    }

    @Test
    void ofManyWhoCreateOneDoes() throws Exception {
        var calls = new ArrayList<Callable<Boolean>>();
        for (int i = 0; i < 32; i++) {
            byte[] content = bytes(i + 1);
            calls.add(() -> store.create("answers/x.json", content, PNG));
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var created = new ArrayList<Boolean>();
            for (var future : threads.invokeAll(calls)) {
                created.add(future.get());
            }
            assertThat(created).containsOnlyOnce(true);
            int winner = created.indexOf(true);
            assertThat(store.read("answers/x.json")).hasValue(bytes(winner + 1));
        }
        assertThat(names()).containsExactly("x.json");
    }

    @Test
    void theOldestGoWhenThereIsNoRoom() throws IOException {
        for (int i = 0; i < 10; i++) {
            write(i, 100);
        }
        assertThat(names()).hasSize(10);

        write(10, 100);

        // nine tenths of 1000 bytes are kept
        assertThat(names()).hasSize(9).contains(name(10)).doesNotContain(name(0), name(1));
    }

    @Test
    void theNewestStaysHoweverLargeItIs() throws IOException {
        write(0, 100);
        store.write("images/" + name(1), bytes(2000), PNG);

        assertThat(names()).containsExactly(name(1));
    }

    @Test
    void whatIsNotOfTheStoreStays() throws IOException {
        var others = List.of("weights.onnx", "images/weights.onnx", "answers/notes.json", "images/a/" + name(0));
        for (String other : others) {
            var file = folder.resolve(other);
            Files.createDirectories(file.getParent());
            Files.write(file, bytes(2000));
            Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
        }

        store.write("images/" + name(1), bytes(2000), PNG);

        assertThat(others).allSatisfy(other -> assertThat(folder.resolve(other)).exists());
    }

    @Test
    void aFullVolumeHasRoomAgain() throws IOException {
        try (var volume = Jimfs.newFileSystem(
                Configuration.unix().toBuilder().setMaxSize(100_000).build())) {
            folder = volume.getPath("/images");
            store = store(1_000_000);
            for (int i = 0; i < 30; i++) {
                write(i, 8192);
            }

            assertThat(store.exists("images/" + name(29))).isTrue();
            assertThat(store.exists("images/" + name(0))).isFalse();
        }
    }

    @Test
    void aVolumeWithoutLinksKeepsTheFirst() throws IOException {
        try (var volume = Jimfs.newFileSystem(Configuration.unix().toBuilder()
                .setSupportedFeatures(Feature.FILE_CHANNEL)
                .build())) {
            folder = volume.getPath("/images");
            store = store(1_000_000);

            assertThat(store.create("answers/x.json", bytes(1), PNG)).isTrue();
            assertThat(store.create("answers/x.json", bytes(2), PNG)).isFalse();
            assertThat(store.read("answers/x.json")).hasValue(bytes(1));
        }
    }

    @Test
    void whatIsOldGoes() throws IOException {
        write(0, 100);
        write(1, 100);
        now = now.plus(Duration.ofMinutes(50));
        store.write("images/" + name(1), bytes(100), PNG);
        Files.setLastModifiedTime(folder.resolve("images/" + name(1)), FileTime.from(now));
        now = now.plus(Duration.ofMinutes(50));

        write(2, 100);

        assertThat(names()).containsExactlyInAnyOrder(name(1), name(2));
    }

    @Test
    void whatIsWrittenAgainIsKeptForLonger() throws IOException {
        store.write("images/x.png", bytes(10), PNG);
        var file = folder.resolve("images/x.png");
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));

        store.write("images/x.png", bytes(10), PNG);

        assertThat(Files.getLastModifiedTime(file).toInstant()).isAfter(Instant.EPOCH.plusSeconds(1));
    }

    @Test
    void whatCannotBeWrittenSaysWhereAndWhy() throws IOException {
        Files.createDirectories(folder.getParent());
        Files.writeString(folder, "a file in the place of the folder");

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(store::check)
                .withMessageContainingAll(folder.toString(), "easel.store.folder", "cannot be created");
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store.write("images/x.png", bytes(1), PNG))
                .withMessageContaining("easel.store.folder");
    }

    @Test
    void namesTellTheContent() {
        var images = images();
        byte[] file = "hello".getBytes(StandardCharsets.UTF_8);

        var stored = images.keep(file, "png", PNG);

        assertThat(stored.sha256()).isEqualTo("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
        assertThat(stored.name()).isEqualTo(stored.sha256() + ".png");
        assertThat(images.image(stored.name())).hasValue(file);
        assertThat(images.hasImage(stored.name())).isTrue();
        assertThat(images.hasImage(name(0))).isFalse();
        assertThat(images.address(stored.name(), URI.create("http://easel:8080/images/")))
                .isEqualTo(URI.create("http://easel:8080/images/" + stored.name()));
    }

    @Test
    void noNameLeavesTheFolder() throws IOException {
        store.write("answers/secret.json", bytes(1), PNG);
        Files.writeString(folder.resolve("secret.png"), "x");

        for (String name : List.of("../secret.png", "../answers/secret.json", "/etc/passwd", "..", "", "x\0.png")) {
            assertThat(images().image(name)).as(name).isEmpty();
        }
    }

    @Test
    void theAnswerThatWasFirstIsKept() {
        var images = images();
        assertThat(images.answer("key")).isEmpty();
        assertThat(images.keepAnswer("key", bytes(1))).isEqualTo(bytes(1));
        assertThat(images.keepAnswer("key", bytes(2))).isEqualTo(bytes(1));
        assertThat(images.answer("key")).hasValue(bytes(1));

        images.deleteAnswer("key");
        images.deleteAnswer("key");
        assertThat(images.keepAnswer("key", bytes(2))).isEqualTo(bytes(2));
    }

    private ImageStore images() {
        return new ImageStore(store, Optional.empty());
    }

    /** Each a second after the one before. */
    private void write(int number, int size) throws IOException {
        now = now.plusSeconds(1);
        store.write("images/" + name(number), bytes(size), PNG);
        var file = folder.resolve("images/" + name(number));
        if (Files.exists(file)) {
            Files.setLastModifiedTime(file, FileTime.from(now));
        }
    }

    /** Of a picture, as Easel names it. */
    private static String name(int number) {
        return "%064x.png".formatted(number);
    }

    private List<String> names() throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .toList();
        }
    }

    private static byte[] bytes(int length) {
        return new byte[length];
    }
}
