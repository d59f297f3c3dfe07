package dev.easel.store;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.easel.store.FolderFixture.PNG;
import static dev.easel.store.FolderFixture.name;
import static org.assertj.core.api.Assertions.assertThat;

/** The names of images and answers, in a folder. */
class ImageStoreTest {
    @TempDir
    private Path folder;

    private FolderStore files;
    private ImageStore images;

    @BeforeEach
    void open() {
        files = new FolderFixture(folder, 1000).store;
        images = new ImageStore(files, Optional.empty());
    }

    @Test
    void namesAreDigestsOfTheContent() {
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
        files.write("answers/secret.json", new byte[1], PNG);
        Files.writeString(folder.resolve("secret.png"), "x");

        for (String name : List.of("../secret.png", "../answers/secret.json", "/etc/passwd", "..", "", "x\0.png")) {
            assertThat(images.image(name)).as(name).isEmpty();
        }
    }

    @Test
    void theFirstAnswerIsKept() {
        assertThat(images.answer("key")).isEmpty();
        assertThat(images.keepAnswer("key", new byte[1])).isEqualTo(new byte[1]);
        assertThat(images.keepAnswer("key", new byte[2])).isEqualTo(new byte[1]);
        assertThat(images.answer("key")).hasValue(new byte[1]);

        images.deleteAnswer("key");
        images.deleteAnswer("key");
        assertThat(images.keepAnswer("key", new byte[2])).isEqualTo(new byte[2]);
    }
}
