package dev.easel.hub.pull;

import dev.easel.hub.HubException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PullConfigTest {
    @TempDir
    Path folder;

    @Test
    void readsTheServicesConfigurationFile() throws IOException {
        var file = Files.writeString(folder.resolve("application.yaml"), """
                easel:
                  model:
                    cache_dir: /models
                  hub:
                    endpoint: https://mirror.example
                    connections: 7
                """);
        var config = PullConfig.of(file);
        assertThat(config.cacheDir()).contains(Path.of("/models"));
        assertThat(config.endpoint()).contains("https://mirror.example");
        assertThat(config.connections()).isEqualTo(7);
    }

    @Test
    void hasDefaults() {
        var config = PullConfig.of(folder.resolve("none.yaml"));
        assertThat(config.cacheDir()).isEmpty();
        assertThat(config.endpoint()).isEmpty();
        assertThat(config.connections()).isEqualTo(4);
    }

    @Test
    void namesASettingThatCannotBeRead() throws IOException {
        var file = Files.writeString(folder.resolve("application.yaml"), "easel:\n  hub:\n    connections: many\n");
        assertThatThrownBy(() -> PullConfig.of(file))
                .isInstanceOf(HubException.class)
                .hasMessageContaining("easel.hub.connections");
    }
}
